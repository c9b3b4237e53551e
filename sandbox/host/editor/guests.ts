import type { Attendee } from '../../calendar/model/resources';
import { button, el, fill, initialOf, newId } from '../ui/dom';
import { icon, type IconName } from '../ui/icons';

const ANSWERS: Readonly<Record<string, { mark: IconName; words: string }>> = {
  accepted: { mark: 'check', words: 'coming' },
  declined: { mark: 'close', words: 'not coming' },
  tentative: { mark: 'question', words: 'maybe' },
  needsAction: { mark: 'dot', words: 'no answer yet' },
};

/** The guests of an event: who comes, and a field for more. */
export class Guests {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list = el('ul', { class: 'guests' });

  constructor(
    private guests: Attendee[],
    isReadOnly: boolean,
    private readonly changed: (guests: Attendee[]) => void,
  ) {
    const id = newId('guests');
    this.input = el('input', {
      id,
      type: 'text',
      inputmode: 'email',
      placeholder: 'Add guests',
      autocomplete: 'off',
      'data-testid': 'event-attendees',
      'aria-label': 'Add guests',
    });
    this.input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ',' && event.key !== ';') return;
      event.preventDefault();
      this.takeInput();
    });
    this.input.addEventListener('blur', () => this.takeInput());
    this.element = el('div', { class: 'guest-list' }, !isReadOnly && this.input, this.list);
    this.isReadOnly = isReadOnly;
    this.draw();
  }

  private readonly isReadOnly: boolean;

  /** Guests that an add-on wants to have invited. */
  add(emails: readonly string[]): void {
    const known = new Set(this.guests.map((guest) => guest.email.toLowerCase()));
    const fresh = emails
      .map((email) => email.trim().toLowerCase())
      .filter((email) => email !== '' && !known.has(email));
    if (fresh.length > 0) this.set([...this.guests, ...[...new Set(fresh)].map((email) => ({ email }))]);
  }

  /** Takes what is in the field, also when nobody pressed Enter. @returns what is no address */
  takeInput(): string | null {
    const written = this.input.value.split(/[\s,;]+/).filter((address) => address !== '');
    const wrong = written.find((address) => !/^[^@\s]+@[^@\s]+$/.test(address));
    this.input.toggleAttribute('aria-invalid', wrong !== undefined);
    if (wrong !== undefined) return wrong;
    this.input.value = '';
    this.add(written);
    return null;
  }

  private set(guests: Attendee[]): void {
    this.guests = guests;
    this.changed(guests);
    this.draw();
  }

  private draw(): void {
    fill(this.list, ...this.guests.map((guest) => this.row(guest)));
  }

  private row(guest: Attendee): HTMLElement {
    const answer = ANSWERS[guest.responseStatus ?? 'needsAction'] ?? { mark: 'dot', words: '' };
    const name = guest.displayName ?? guest.email;
    const remove = () => this.set(this.guests.filter((one) => one !== guest));
    const roles = [guest.organizer === true && 'organizer', guest.optional === true && 'optional', answer.words];
    return el(
      'li',
      { 'data-testid': 'event-guest' },
      el('span', { class: 'avatar small', 'aria-hidden': 'true' }, initialOf(name)),
      el(
        'span',
        { class: 'guest' },
        el('span', { title: guest.email }, name),
        el('span', { class: 'label' }, roles.filter((role) => role !== false && role !== '').join(', ')),
      ),
      el('span', { class: `answer ${guest.responseStatus ?? 'needsAction'}` }, icon(answer.mark)),
      !this.isReadOnly && button(icon('close'), remove, { class: 'plain small', 'aria-label': `Remove ${name}` }),
    );
  }
}
