import type { FaultRule } from '../../../sandbox/protocol';
import { CALENDAR_SERVICE, Lab } from '../../support/script-lab';

const CODE = `
const at = (hour) => ({ dateTime: '2026-11-23T' + String(hour).padStart(2, '0') + ':00:00Z' });
const DO = {
  get: () => Calendar.Events.get('primary', 'nothing'),
  read: () => PropertiesService.getScriptProperties().getProperty('a'),
  readAll: () => PropertiesService.getScriptProperties().getProperties(),
  keys: () => PropertiesService.getScriptProperties().getKeys(),
  write: () => PropertiesService.getScriptProperties().setProperty('a', '1'),
  writeAll: () => PropertiesService.getScriptProperties().setProperties({ a: '1' }),
  remove: () => PropertiesService.getScriptProperties().deleteProperty('a'),
  clear: () => PropertiesService.getScriptProperties().deleteAllProperties(),
  undefinedField: () => Calendar.Events.insert({ start: at(9), end: at(10), conferenceData: undefined }, 'primary').status,
  undefinedOption: () => Calendar.Events.list('primary', { pageToken: undefined }).kind,
  undefinedPlace: () => Calendar.Events.insert({ start: at(9), end: at(10) }, 'primary', undefined, {}).status,
  whole: () => Calendar.Events.insert({ start: at(9), end: at(10) }, 'primary').status,
};
function seen(what) {
  try { DO[what](); return 'nothing thrown'; } catch (e) {
    return { name: e.name, message: e.message, details: e.details ?? null, isError: e instanceof Error, text: String(e) };
  }
}
function use(what) { return DO[what](); }
`;

let lab: Lab;
beforeAll(() => (lab = new Lab(CODE, CALENDAR_SERVICE)));
afterAll(() => lab.close());
beforeEach(() => lab.startOver());

const met = (fault: Partial<FaultRule>, what = 'get') => {
  lab.world.faults.set([{ service: '*', method: '*', ...fault }]);
  return lab.value('seen', what);
};

describe('a failure that Google makes', () => {
  it('has its details and its English words', async () => {
    expect(await met({ status: 404 })).toMatchObject({
      name: 'GoogleJsonResponseException',
      message: 'API call to calendar.events.get failed with error: Not Found',
      details: { code: 404 },
      isError: true,
    });
  });

  it('comes in the language of its user, but for the words of the API', async () => {
    const error = await met({ status: 404, localized: 'es' });
    expect(error).toMatchObject({ name: 'GoogleJsonResponseException', details: { code: 404, message: 'Not Found' } });
    expect(error).toMatchObject({
      message: 'La llamada a la API calendar.events.get ha fallado con el error: Not Found',
    });
  });

  it('comes without details as an Exception', async () => {
    expect(await met({ status: 410, bare: true, localized: 'zh-TW' })).toMatchObject({
      name: 'Exception',
      message:
        '呼叫 API calendar.events.get 失敗，發生以下錯誤：Sync token is no longer valid, a full sync is required.',
      details: null,
      isError: true,
    });
  });

  it('is a server error where nothing else is said, in any language', async () => {
    const sorry = "We're sorry, a server error occurred. Please wait a bit and try again.";
    expect(await met({})).toMatchObject({ name: 'Exception', message: sorry, details: null });
    expect(await met({ localized: 'pl' })).toMatchObject({
      name: 'Exception',
      message: 'Przepraszamy, wystąpił błąd serwera. Poczekaj chwilę i spróbuj ponownie.',
    });
  });

  it('is of another realm where a test says so', async () => {
    expect(await met({ status: 404, foreign: true })).toMatchObject({
      name: 'GoogleJsonResponseException',
      details: { code: 404 },
      isError: false,
      text: 'GoogleJsonResponseException: API call to calendar.events.get failed with error: Not Found',
    });
  });

  it('is of another realm in every call while the switch is on, also where it is no fault', async () => {
    expect(await lab.value('seen', 'get')).toMatchObject({ isError: true, details: { code: 404 } });
    lab.world.switches.foreignErrors = true;
    expect(await lab.value('seen', 'get')).toMatchObject({ isError: false, details: { code: 404 } });
  });
});

describe('the store of properties', () => {
  const words = "We're sorry, a server error occurred while reading from storage. Error code INTERNAL.";

  it.each([
    ['getProperty', 'read'],
    ['getProperties', 'readAll'],
    ['getKeys', 'keys'],
    ['setProperty', 'write'],
    ['setProperties', 'writeAll'],
    ['deleteProperty', 'remove'],
    ['deleteAllProperties', 'clear'],
  ])('fails at %s, in the words that were seen at Google', async (method, what) => {
    const error = await met({ service: 'PropertiesService', method, error: words }, what);
    expect(error).toMatchObject({ name: 'Exception', message: words });
    expect(await lab.value('seen', what)).toBe('nothing thrown');
  });
});

describe('something undefined in a call of an advanced service', () => {
  it('is left out, as JSON does', async () => {
    for (const what of ['undefinedField', 'undefinedPlace']) expect(await lab.value('use', what)).toBe('confirmed');
  });

  it('is refused while the switch is on, by the name of its place', async () => {
    lab.world.switches.refuseUndefined = true;
    const refusal = (place: string) => `Exception: Invalid argument: ${place} is undefined`;
    expect(await lab.value('use', 'undefinedField')).toBe(refusal('Events.insert[0].conferenceData'));
    expect(await lab.value('use', 'undefinedOption')).toBe(refusal('Events.list[1].pageToken'));
    expect(await lab.value('use', 'undefinedPlace')).toBe(refusal('Events.insert[2]'));
    expect(await lab.value('use', 'whole')).toBe('confirmed');
  });
});
