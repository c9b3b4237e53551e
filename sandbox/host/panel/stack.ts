import { isObject, objects, text, type Json } from '../model/json';

/**
 * The cards of one context, the newest on top; navigation acts inside one context only
 * (https://developers.google.com/workspace/add-ons/how-tos/navigation).
 */
export class CardStack {
  private cards: Json[] = [];
  /** The add-on has said that its state has changed: these cards are to be asked for again. */
  isStale = true;

  /** Starts over with what a trigger's function returned: a card, or several, of which one is chosen by its header. */
  begin(result: unknown): void {
    const cards = objects(Array.isArray(result) ? result : [result]);
    this.cards = cards.length > 1 ? [chooser(cards)] : cards;
    this.isStale = false;
  }

  get top(): Json | undefined {
    return this.cards.at(-1);
  }

  get depth(): number {
    return this.cards.length;
  }

  push(card: Json): void {
    this.cards.push(card);
  }

  pop(): void {
    if (this.cards.length > 1) this.cards.pop();
  }

  /**
   * Carries out one step. Google's reference names two fields one way (`pop`, `popToCard`) and its examples another
   * (`popCard`, `popToCardName`): both are taken
   * (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1, Navigation).
   */
  navigate(step: Json): void {
    if (step.popToRoot === true) this.cards.splice(1);
    if (step.pop === true || step.popCard === true) this.pop();
    const name = [step.popToCard, step.popToCardName].map(text).find((one) => one !== '');
    if (name !== undefined) {
      const at = this.cards.findIndex((card) => text(card.name) === name);
      if (at >= 0) this.cards.splice(at + 1);
    }
    if (isObject(step.updateCard)) this.cards.splice(-1, 1, step.updateCard);
    if (isObject(step.pushCard)) this.cards.push(step.pushCard);
  }
}

/** A list of the cards' headers; a tap on one opens its card. */
function chooser(cards: readonly Json[]): Json {
  const widgets = cards.map((card) => {
    const header = isObject(card.header) ? card.header : {};
    return {
      decoratedText: { text: text(header.title), bottomLabel: text(header.subtitle), onClick: { card } },
    };
  });
  return { sections: [{ widgets }] };
}
