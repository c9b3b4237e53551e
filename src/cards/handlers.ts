import type { CardAction } from './actions';
import * as booking from './booking-actions';
import type { CardContext } from './context';
import * as setUp from './set-up-actions';
import type { CardAnswer } from './view';

/** What each card action does: the list in actions.ts and this one cannot drift apart. */
export const HANDLERS: Record<CardAction, (context: CardContext) => CardAnswer> = { ...booking, ...setUp };
