import { coverageTable, WITHOUT_EFFECT } from '../../../sandbox/calendar/coverage';
import { CALENDAR_METHODS, methodById } from '../../../sandbox/calendar/api/methods';

it('the table names every method, and nothing that the discovery document does not have', () => {
  const table = coverageTable();
  expect(table.split('\n')).toHaveLength(2 + CALENDAR_METHODS.length);
  expect(table).toContain('| calendars.clear | yes | `calendarId` |');
  expect(table).toContain('| acl.watch | no: answers 501 |  |');
  for (const entry of Object.keys(WITHOUT_EFFECT)) {
    const [method, parameter] = entry.split(' ');
    const known = methodById(`calendar.${method!}`)!;
    expect(parameter === '*' || known.parameters.has(parameter!)).toBe(true);
  }
});
