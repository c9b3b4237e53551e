/**
 * The one function that every button of a card names. The action comes as a parameter, so that a new button adds no new
 * entry point to the script.
 */
export const CARD_FUNCTION = 'onCardAction';

/** The parameter with the name of the action; no handler has one of this name. */
export const ACTION_PARAMETER = 'cardAction';
