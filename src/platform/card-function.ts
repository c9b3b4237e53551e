/**
 * The one function that every button of a card names. What it is to do comes as a parameter, so that a new button is no
 * new door of the script.
 */
export const CARD_FUNCTION = 'onCardAction';

/** The parameter with the name of the action; no handler has one of this name. */
export const ACTION_PARAMETER = 'cardAction';
