import { refused, type Refusal } from '../booking/refusal';
import { ProviderError } from '../desk/ports/rooms';
import { BrokenRecordError, StoreBusyError, StoreFullError } from '../desk/ports/store';

/**
 * Errors that a person can do something about are shown; anything else is a bug and ends the execution with its own
 * message.
 */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof StoreBusyError) return refused('busy').refusal;
  if (error instanceof ProviderError) {
    const { trouble, message } = error;
    if (trouble === 'authentication') return refused('roomLogin').refusal;
    return (trouble === 'tooMany' ? refused('tooManyRooms') : refused('roomFailed', undefined, { message })).refusal;
  }
  if (error instanceof StoreFullError) return refused('storeFull').refusal;
  if (error instanceof BrokenRecordError) return refused('recordBroken', undefined, { key: error.message }).refusal;
  throw error;
}
