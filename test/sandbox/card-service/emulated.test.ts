import { readFileSync } from 'node:fs';
import { guarded } from '../../../sandbox/runtime/guest/core/not-emulated';
import { classesOf, coverage } from '../../../sandbox/validate/emulated-table';
import { cardServiceObjects, conferenceDataObjects } from '../../../sandbox/validate/emulated-objects';
import { call, cards, conferences } from '../../support/guest-services';

const declarations = (name: string) =>
  readFileSync(require.resolve(`@types/google-apps-script/google-apps-script.${name}.d.ts`), 'utf8');

/** Classes of which nothing shows in Calendar. */
const ELSEWHERE = /^(Compose|UpdateDraft|DriveItems|EditorFileScope|LinkPreview)/;
/** Members of which nothing shows in Calendar: mail, dialogs and data sources of Chat. */
const NOT_HERE = ['setComposeAction', 'setExternalDataSource', 'setInteraction'];

describe('what is emulated', () => {
  it('is all of CardService that Calendar shows', () => {
    const found = coverage(classesOf(declarations('card-service')), cardServiceObjects());
    for (const { name, missing } of found.filter((one) => !ELSEWHERE.test(one.name) && one.name !== 'CardService')) {
      expect([name, missing.filter((member) => !NOT_HERE.includes(member))]).toEqual([name, []]);
    }
    const service = found.find(({ name }) => name === 'CardService');
    expect(
      service!.missing.every((member) =>
        /^new(Compose|UpdateDraft|DriveItems|EditorFileScope|LinkPreview)/.test(member),
      ),
    ).toBe(true);
  });

  it('is all of ConferenceDataService', () => {
    const found = coverage(classesOf(declarations('conference-data')), conferenceDataObjects());
    expect(found.length).toBeGreaterThan(7);
    expect(found.flatMap(({ missing }) => missing)).toEqual([]);
  });
});

describe('what is not emulated', () => {
  it('throws when it is named, and is undefined where Google has no such member', () => {
    expect(() => call(cards.newTextButton(), 'setComposeAction')).toThrow('not emulated: TextButton.setComposeAction');
    expect(() => cards.newComposeActionResponseBuilder()).toThrow(
      'not emulated: CardService.newComposeActionResponseBuilder',
    );
    expect(Reflect.get(cards.Icon, 'UNICORN')).toBeUndefined();
    expect(Reflect.get(conferences.newEntryPoint(), 'setLabel')).toBeUndefined();
  });

  it('lets through what JavaScript itself asks of any object', async () => {
    const action = cards.newAction();
    expect(String(action as unknown)).toBe('Action');
    expect(String(guarded('Own', { toString: () => 'own' }))).toBe('own');
    expect(JSON.stringify({ action })).toBe('{"action":{}}');
    expect(await Promise.resolve(action)).toBe(action);
    expect('setNothing' in action).toBe(false);
    expect(action.constructor).toBe(Object);
  });
});

describe('enumerations', () => {
  it('have the values of the JSON', () => {
    expect({ ...cards.OnClose }).toEqual({ NOTHING: 'NOTHING', RELOAD: 'RELOAD', RELOAD_ADD_ON: 'RELOAD' });
    expect({ ...cards.TextButtonStyle }).toMatchObject({ OUTLINED: 'OUTLINED', TEXT: 'BORDERLESS' });
    expect({ ...cards.SelectionInputType }).toMatchObject({ CHECK_BOX: 'CHECK_BOX', MULTI_SELECT: 'MULTI_SELECT' });
    expect(Object.keys(cards.Icon)).toHaveLength(31);
  });
});

describe('setters', () => {
  it('answer with the object itself, to be chained', () => {
    const input = cards.newTextInput();
    expect(input.setFieldName('a').setTitle('b')).toBe(input);
    const point = conferences.newEntryPoint();
    expect(point.setPin('1')).toBe(point);
  });
});
