import type { ExecutionRecord } from '../../protocol';
import { drawCard, type DrawnCard } from '../cards/card';
import { picture } from '../cards/pictures';
import type { FormInputs } from '../cards/form';
import type { CardHost, Tap } from '../cards/tools';
import { control } from '../http/control';
import { isObject, objects, text, type Json } from '../model/json';
import type { HostState } from '../model/state';
import { button, el, fill } from '../ui/dom';
import { icon } from '../ui/icons';
import { toast, wordsOf } from '../ui/toast';
import { openLink } from './links';
import { panelMenu } from './menu';
import { CardStack } from './stack';
import { troubleLine, troubleOf, type Trouble } from './trouble';

/** The event for which the panel shows a card, as far as it is known. */
export interface OpenEvent {
  calendarId: string;
  /** Missing for an event that was never saved. */
  eventId?: string;
  /** What the editor has that is not saved yet. */
  draft?: Json;
}

export interface PanelActions {
  /** What an add-on wants changed in the event that is open; it is staged until the person saves. */
  stage(action: Json): void;
  showLog(executionId: string): void;
}

/** The side panel: cards of the homepage, and of the event that is open. */
export class Panel {
  private home = new CardStack();
  private event: { open: OpenEvent; stack: CardStack } | null = null;
  /** The person went back to the homepage while an event is open, or its card only peeks out below. */
  private isPeeking = false;
  private busy = false;
  private trouble: Trouble | null = null;
  private drawn: DrawnCard | null = null;
  private drawnFrom: Json | undefined;
  /** Number of the newest question: an answer to an older one comes too late. */
  private asked = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly state: () => HostState,
    private readonly actions: PanelActions,
  ) {}

  /** Somebody else is at the page: nothing of before is shown. */
  async reset(): Promise<void> {
    this.home = new CardStack();
    this.event = null;
    await this.show();
  }

  /** An event was opened. */
  async openEvent(open: OpenEvent): Promise<void> {
    this.event = { open, stack: new CardStack() };
    this.isPeeking = false;
    await this.show();
  }

  /** The event is closed: the homepage as it was, or a new one if it may have changed. */
  async closeEvent(hasChanged: boolean): Promise<void> {
    if (this.event === null) return;
    this.event = null;
    if (hasChanged) this.home.isStale = true;
    await this.show();
  }

  /** Guests or conferencing were edited, and are not saved yet: the manifest's eventUpdateTrigger. */
  async updateEvent(draft: Json): Promise<void> {
    if (this.event === null) return;
    this.event.open = { ...this.event.open, draft };
    const { addOn } = this.state().project;
    if ((addOn?.eventUpdate ?? null) === null) return;
    await this.run({ trigger: 'eventUpdate' }, true, (execution) => this.takeAnswer(execution, null));
  }

  /** Asks for the cards again. */
  async refresh(): Promise<void> {
    this.stack.isStale = true;
    await this.show();
  }

  private get stack(): CardStack {
    return this.event === null || this.isPeeking ? this.home : this.event.stack;
  }

  private async show(): Promise<void> {
    this.trouble = null;
    const { stack } = this;
    const trigger = stack === this.home ? 'homepage' : 'eventOpen';
    const { addOn } = this.state().project;
    if (!stack.isStale || (addOn?.[trigger] ?? null) === null) {
      this.asked++;
      this.busy = false;
      this.draw();
      return;
    }
    this.draw();
    await this.run({ trigger }, true, ({ result }) => {
      stack.begin(result);
      const isPeek = trigger === 'eventOpen' && stack.depth === 1 && stack.top?.displayStyle === 'PEEK';
      if (isPeek && this.home.depth > 0) this.isPeeking = true;
    });
  }

  /** Runs a function of the add-on, as the person at the page. */
  private async run(request: Json, showsLoading: boolean, take: (execution: ExecutionRecord) => void): Promise<void> {
    const { user } = this.state();
    const mine = ++this.asked;
    const open = this.event !== null && !this.isPeeking ? { open: this.event.open } : {};
    this.busy = showsLoading;
    this.drawBusy();
    try {
      const execution = await control.panel({
        as: user.email,
        locale: user.locale,
        timeZone: user.timeZone,
        ...open,
        ...request,
      });
      if (mine !== this.asked) return;
      this.trouble = troubleOf(execution);
      if (execution.ok) take(execution);
    } catch (error) {
      if (mine !== this.asked) return;
      this.trouble = { message: wordsOf(error), executionId: null, authorization: null };
    }
    this.busy = false;
    this.draw();
  }

  private tap(tap: Tap): void {
    const entered = tap.keepsValues ? tap.formInputs : null;
    const { formInputs, parameters } = tap;
    void this.run({ function: tap.function, parameters, formInputs }, tap.showsLoading, (execution) =>
      this.takeAnswer(execution, entered, tap.popup),
    );
  }

  /**
   * Carries out what an action answered
   * (https://developers.google.com/workspace/add-ons/reference/rpc/apps.extensions.markup).
   */
  private takeAnswer({ result }: ExecutionRecord, entered: FormInputs | null, popup: Window | null = null): void {
    this.entered = entered;
    if (!isObject(result)) return;
    const render = isObject(result.renderActions) ? result.renderActions : null;
    if (render === null) {
      // A function may answer with a card alone: it takes the place of the one on top.
      if (Array.isArray(result.sections)) this.stack.navigate({ updateCard: result });
      return;
    }
    const action = isObject(render.action) ? render.action : {};
    for (const step of objects(action.navigations)) this.stack.navigate(step);
    if (isObject(action.notification)) toast(text(action.notification.text));
    if (isObject(action.link)) openLink(action.link, () => void this.refresh(), popup);
    const host = isObject(render.hostAppAction) ? render.hostAppAction : {};
    if (isObject(host.calendarAction)) this.actions.stage(host.calendarAction);
    // The cards of the other context are out of date now
    // (https://developers.google.com/workspace/add-ons/how-tos/navigation).
    if (result.stateChanged === true) {
      if (this.stack === this.home && this.event !== null) this.event.stack.isStale = true;
      if (this.stack !== this.home) this.home.isStale = true;
    }
  }

  /** What was entered before the last action, if it is to stay in the card that followed. */
  private entered: FormInputs | null = null;

  private readonly host = (): CardHost => ({
    tap: (tap) => this.tap(tap),
    openLink: (link) => openLink(link, () => void this.refresh()),
    pushCard: (card) => {
      this.stack.push(card);
      this.draw();
    },
    suggest: async (tap) => {
      const { user } = this.state();
      const { formInputs, parameters } = tap;
      const request = { as: user.email, function: tap.function, formInputs, parameters };
      return suggestionsOf((await control.panel(request)).result);
    },
    // Google does not say whose zone a picker has, and reports disagree with its reference: both can be tried.
    zone: readsAsBrowser() ? browserZone() : this.state().user.timeZone,
    dateZone: readsAsBrowser() ? browserZone() : 'UTC',
  });

  private drawBusy(): void {
    this.root.classList.toggle('busy', this.busy);
    this.root.setAttribute('aria-busy', String(this.busy));
    if (this.drawn !== null) this.drawn.element.inert = this.busy;
  }

  private draw(): void {
    const { addOn } = this.state().project;
    const card = this.stack.top;
    // A card that an answer leaves in place stays as it is, with what is entered in it and what is opened.
    if (card !== this.drawnFrom) this.drawn = card === undefined ? null : drawCard(card, this.host(), this.entered);
    this.drawnFrom = card;
    this.entered = null;
    fill(
      this.root,
      this.bar(),
      el('div', { class: 'progress', 'aria-hidden': 'true' }),
      this.trouble !== null &&
        troubleLine(this.trouble, addOn?.name ?? 'This add-on', {
          showLog: (id) => this.actions.showLog(id),
          refresh: () => void this.refresh(),
        }),
      this.drawn?.element ?? this.emptyCard(),
      this.peek(),
    );
    this.drawBusy();
  }

  private emptyCard(): HTMLElement {
    const { addOn } = this.state().project;
    const words =
      addOn === null
        ? 'This project is not an add-on: its appsscript.json has no addOns.'
        : this.stack !== this.home && addOn.eventOpen === null
          ? 'This add-on has nothing to say about events.'
          : addOn.homepage === null
            ? 'This add-on has no homepage. Open an event.'
            : '';
    return el('div', { class: 'card empty' }, words !== '' && !this.busy && el('p', { class: 'label' }, words));
  }

  private bar(): HTMLElement {
    const { addOn } = this.state().project;
    const name = addOn?.name ?? 'No add-on';
    const isInEvent = this.event !== null && !this.isPeeking;
    const canGoBack = this.stack.depth > 1 || (isInEvent && addOn?.homepage !== null);
    return el(
      'div',
      { class: 'panel-bar' },
      canGoBack && button(icon('back'), () => this.back(), { class: 'plain', 'aria-label': 'Back' }),
      addOn !== null && el('span', { class: 'logo-tile' }, picture(addOn.logoUrl, name)),
      el('h2', {}, name),
      addOn !== null &&
        panelMenu(objects(this.stack.top?.cardActions), addOn.universalActions, {
          refresh: () => void this.refresh(),
          tap: (onClick) => this.tapMenu(onClick),
        }),
    );
  }

  private back(): void {
    this.trouble = null;
    if (this.stack.depth > 1) {
      this.stack.pop();
      this.draw();
      return;
    }
    this.isPeeking = true;
    void this.show();
  }

  /**
   * While an event is open and the homepage is shown, its card waits below
   * (https://developers.google.com/workspace/add-ons/concepts/widgets, peek card).
   */
  private peek(): HTMLElement | null {
    if (this.event === null || !this.isPeeking) return null;
    const own = this.event.stack.top?.peekCardHeader;
    const header = isObject(own) ? own : {};
    const title = text(header.title) === '' ? (this.state().project.addOn?.name ?? '') : text(header.title);
    const address = text(header.imageUrl);
    const content = [
      address === '' ? null : picture(address, ''),
      el('span', {}, title, text(header.subtitle) !== '' && el('span', { class: 'label' }, text(header.subtitle))),
      icon('right'),
    ];
    const open = () => {
      this.isPeeking = false;
      void this.show();
    };
    return button(content, open, { class: 'peek', 'data-testid': 'peek' });
  }

  private tapMenu(onClick: Json): void {
    const host = this.host();
    if (isObject(onClick.openLink)) host.openLink(onClick.openLink);
    if (!isObject(onClick.action)) return;
    const parameters = objects(onClick.action.parameters).map((p) => [text(p.key), text(p.value)] as const);
    host.tap({
      function: text(onClick.action.function),
      parameters: Object.fromEntries(parameters),
      formInputs: this.drawn?.form.inputs() ?? {},
      showsLoading: true,
      keepsValues: false,
    });
  }
}

/** `?pickers=browser` in the page's address: dates and times are those of the browser's clock. */
function readsAsBrowser(): boolean {
  return new URLSearchParams(window.location.search).get('pickers') === 'browser';
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * What an auto-complete function answers
 * (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1, GetAutocompletionResponse).
 */
function suggestionsOf(result: unknown): string[] {
  if (!isObject(result)) return [];
  const inner = isObject(result.autoComplete) ? result.autoComplete.items : result.autoCompleteItems;
  return objects(inner).map((item) => text(item.text));
}
