import { runInNewContext } from 'node:vm';
import { GoogleApiError } from '../../../src/calendar/api';
import { toApiError } from '../../../src/platform/calendar-api';

const statusOf = (thrown: unknown) => {
  const error = toApiError(thrown);
  return error instanceof GoogleApiError ? error.status : error;
};

describe('what the Calendar service throws', () => {
  it('is told by its code, whatever realm it comes from and whatever it says', () => {
    const foreign: unknown = runInNewContext(
      `Object.assign(new Error('La llamada ha fallado'), { details: { code: 412, errors: [{ reason: 'conditionNotMet' }] } })`,
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(toApiError(foreign)).toMatchObject({ status: 412, reason: 'conditionNotMet' });
    expect(statusOf({ details: { code: 404 } })).toBe(404);
  });

  it.each([
    ['Se ha invocado el servicio demasiadas veces en un día: calendar.'],
    ['We’re sorry, a server error occurred. Please wait a bit and try again.'],
    ['Пустой ответ'],
    [''],
  ])('is worth another try where it has no code: %s', (message) => {
    expect(statusOf(Object.assign(new Error(message), { name: 'Exception' }))).toBe(503);
    expect(statusOf(message)).toBe(503);
  });

  it.each([
    ['No se pudo llamar a la API calendar.events.get. Error: Not Found', 404],
    ['Błąd wywołania interfejsu API: Resource has been deleted', 410],
    ['API call to calendar.events.insert failed with error: The requested identifier already exists.', 409],
    ['calendar.events.list: Sync token is no longer valid, a full sync is required.', 410],
    ['calendar.events.patch: Precondition Failed', 412],
    ['没有权限：https://www.googleapis.com/auth/calendar.events', 403],
  ])('is told by Google’s own English words where it has no code: %s', (message, status) => {
    expect(statusOf(new Error(message))).toBe(status);
  });

  it('is left alone where it is a mistake of the script', () => {
    for (const mistake of [new TypeError('x'), new ReferenceError('x'), new RangeError('x')]) {
      expect(toApiError(mistake)).toBe(mistake);
    }
  });
});
