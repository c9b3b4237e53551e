import { control, type Execution, type Json } from './api';
import { isObject, objects, text } from './cards/json';
import { renderCard } from './cards/render';
import type { Tap } from './cards/taps';
import { button, byId, el, toast } from './dom';
import type { HostState } from './state';

/** The side panel: a stack of cards for the homepage, and one for the event that is open. */
export class Panel {
  private stack: Json[] = [];
  private busy = false;
  /** Number of the newest question: an answer to an older one comes too late. */
  private asked = 0;

  constructor(
    private readonly state: () => HostState,
    private readonly closeEvent: () => void,
    private readonly changed: () => void,
  ) {}

  /** Shows the homepage, or the open event's card, anew. */
  async open(): Promise<void> {
    const { addOn, open, user } = this.state();
    this.stack = [];
    this.draw();
    if (addOn === null || (open !== null && addOn.eventOpen === null)) return;
    if (open === null && addOn.homepage === null) return;
    await this.run({ ...(open !== null && { open }) }, user.email);
  }

  private async run(request: Json, user: string): Promise<void> {
    const { locale } = this.state();
    const mine = ++this.asked;
    this.busy = true;
    this.draw();
    try {
      const execution = await control.panel({ as: user, locale, timeZone: this.state().user.timeZone, ...request });
      if (mine === this.asked) this.take(execution);
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error));
    }
    if (mine !== this.asked) return;
    this.busy = false;
    this.draw();
  }

  private take(execution: Execution): void {
    if (!execution.ok) {
      toast(`${execution.error?.name ?? 'Error'}: ${execution.error?.message ?? ''}`);
      return;
    }
    const { result } = execution;
    if (Array.isArray(result)) this.stack = result.filter(isObject).slice(0, 1);
    else if (isObject(result) && isObject(result.renderActions))
      this.act(result.renderActions, result.stateChanged === true);
    else if (isObject(result)) this.stack = [result];
  }

  /** Carries out what an action answered [reference rpc apps.extensions.markup]. */
  private act(render: Json, stateChanged: boolean): void {
    const action = isObject(render.action) ? render.action : {};
    for (const step of objects(action.navigations)) this.navigate(step);
    if (isObject(action.notification)) toast(text(action.notification.text));
    if (isObject(action.link)) window.open(text(action.link.url), '_blank', 'noopener');
    if (stateChanged) this.changed();
  }

  private navigate(step: Json): void {
    if (isObject(step.pushCard)) this.stack.push(step.pushCard);
    if (isObject(step.updateCard)) this.stack.splice(-1, 1, step.updateCard);
    if (step.pop === true && this.stack.length > 1) this.stack.pop();
    if (step.popToRoot === true) this.stack.splice(1);
    const name = step.popToCard;
    const at = this.stack.findIndex((card) => card.name === name);
    if (name !== undefined && at >= 0) this.stack.splice(at + 1);
  }

  private tap(tap: Tap): void {
    const { open, user } = this.state();
    void this.run({ ...tap, ...(open !== null && { open }) }, user.email);
  }

  private draw(): void {
    const { addOn, open } = this.state();
    const root = byId('panel');
    root.classList.toggle('busy', this.busy);
    const back = this.stack.length > 1 ? () => this.back() : open !== null ? this.closeEvent : null;
    const bar = el(
      'div',
      { class: 'panel-bar' },
      back !== null && button('←', back, { class: 'plain', 'aria-label': 'Back' }),
      el('strong', {}, addOn?.name ?? 'No add-on'),
      addOn !== null && button('⟳', () => void this.open(), { class: 'plain', 'aria-label': 'Refresh add-on' }),
      addOn !== null && this.menu(),
    );
    const card = this.stack.at(-1);
    const actions = {
      run: (tap: Tap) => this.tap(tap),
      open: (url: string) => void window.open(url, '_blank', 'noopener'),
    };
    root.replaceChildren(
      bar,
      el('div', { class: 'progress', 'aria-hidden': 'true' }),
      card === undefined ? el('div') : renderCard(card, actions),
    );
    root.setAttribute('aria-busy', String(this.busy));
  }

  private back(): void {
    this.stack.pop();
    this.draw();
  }

  /** The card's own menu, and the actions that every card has. */
  private menu(): HTMLElement | null {
    const card = this.stack.at(-1) ?? {};
    const own = objects(card.cardActions).map((entry) => {
      const onClick = isObject(entry.onClick) ? entry.onClick : {};
      const action = isObject(onClick.action) ? onClick.action : null;
      return button(text(entry.actionLabel), () => {
        if (action !== null) this.tap({ function: text(action.function), parameters: {}, formInputs: {} });
      });
    });
    const universal = (this.state().addOn?.universalActions ?? []).map(({ label, runFunction, openLink }) =>
      button(label, () => {
        if (openLink !== null) window.open(openLink, '_blank', 'noopener');
        else if (runFunction !== null) this.tap({ function: runFunction, parameters: {}, formInputs: {} });
      }),
    );
    if (own.length + universal.length === 0) return null;
    return el(
      'details',
      { class: 'menu' },
      el('summary', { 'aria-label': 'Menu' }, '⋮'),
      el('div', {}, ...own, ...universal),
    );
  }
}
