import { calendarGateway } from '../../../src/calendar/gateway';
import type { CalendarApi } from '../../../src/calendar/api';
import { isInstant } from '../../../src/booking/time/time';
import { at, offsets } from '../../support/builders';

const NEVER = () => {
  throw new TypeError('not asked for here');
};

/** A calendar in Taipei with one event, as Google would answer. */
function gatewayOn(event: object, answers: Partial<CalendarApi> = {}) {
  const asked: unknown[] = [];
  const api: CalendarApi = {
    listCalendars: NEVER,
    getCalendar: NEVER,
    listEvents: (_, options) => {
      asked.push(options);
      return { items: [event], timeZone: 'Asia/Taipei', nextSyncToken: 'next' };
    },
    listInstances: NEVER,
    getEvent: () => event,
    insertEvent: () => event,
    patchEvent: () => event,
    moveEvent: () => event,
    removeEvent: NEVER,
    ...answers,
  };
  return { gateway: calendarGateway({ api, offsets, sleep: () => undefined, random: () => 0 }), asked };
}

const CALENDAR = 'mei@studio.example';
const window = { start: at('2026-11-20T00:00:00Z'), end: at('2026-12-20T00:00:00Z') };
const reach = { window, pageToken: null, mayGoOn: () => true };
const changesOf = (event: object) => {
  const read = gatewayOn(event).gateway.changes(CALENDAR, null, reach);
  return read.status === 'ok' ? read.events[0] : undefined;
};

describe('dates of all-day events', () => {
  const allDay = { id: 'a', etag: 'e', start: { date: '2026-11-24' }, end: { date: '2026-11-25' } };
  const span = { start: at('2026-11-23T16:00:00Z'), end: at('2026-11-24T16:00:00Z') };

  it('are read in the calendar’s zone, whether a list or a single event says them', () => {
    const { gateway, asked } = gatewayOn(allDay);
    expect(changesOf(allDay)).toMatchObject({ span, allDay: true });
    expect(gateway.get(CALENDAR, 'a')).toMatchObject({ span, allDay: true });
    const patch = { span, invitations: 'none' as const };
    expect(gateway.patch(CALENDAR, 'a', patch, 'e')).toMatchObject({ span });
    // The zone is asked for once.
    expect(asked).toHaveLength(1);
  });

  it('cost no call where there are none', () => {
    const timed = {
      id: 'a',
      etag: 'e',
      start: { dateTime: '2026-11-24T01:00:00Z' },
      end: { dateTime: '2026-11-24T02:00:00Z' },
    };
    const { gateway, asked } = gatewayOn(timed);
    expect(gateway.get(CALENDAR, 'a')).toMatchObject({ allDay: false });
    expect(asked).toEqual([]);
  });
});

describe('odd times from Google', () => {
  it.each([
    ['no time at all', { start: {}, end: {} }],
    ['a time that is none', { start: { dateTime: 'soon' }, end: { dateTime: '2026-11-24T02:00:00Z' } }],
    ['a date that is none', { start: { date: '2026-13-41' }, end: { date: '2026-11-24' } }],
    [
      'an end before its start',
      { start: { dateTime: '2026-11-24T02:00:00Z' }, end: { dateTime: '2026-11-24T01:00:00Z' } },
    ],
  ])('%s stops no reading, and is no time', (_, times) => {
    expect(changesOf({ id: 'a', ...times })).toMatchObject({ span: null });
  });

  it.each([
    ['days', { start: { date: '0000-01-01' }, end: { date: '9999-12-31' } }],
    ['times', { start: { dateTime: '1960-03-01T10:00:00Z' }, end: { dateTime: '6000-03-01T10:00:00Z' } }],
  ])('at the ends of time are cut to what can be stored: %s', (_, times) => {
    const { start, end } = changesOf({ id: 'a', ...times })!.span!;
    expect([start, end].map(isInstant)).toEqual([true, true]);
    expect(start).toBeLessThan(at('1970-02-01T00:00:00Z'));
    expect(end).toBeGreaterThan(at('5000-01-01T00:00:00Z'));
  });
});

describe('what is written', () => {
  const bodies: object[] = [];
  const noted = (event: object) =>
    gatewayOn(event, {
      patchEvent: (body) => {
        bodies.push(body);
        return event;
      },
    }).gateway;
  const timed = { id: 'a', start: { dateTime: '2026-11-24T01:00:00Z' }, end: { dateTime: '2026-11-24T02:00:00Z' } };
  const span = { start: at('2026-11-24T01:00:00Z'), end: at('2026-11-24T02:00:00Z') };

  it('takes the date back by name only from an event that was all-day', () => {
    noted(timed).patch(CALENDAR, 'a', { span, invitations: 'none' }, 'e');
    noted(timed).patch(CALENDAR, 'a', { span, wasAllDay: true, invitations: 'none' }, 'e');
    expect(bodies).toEqual([
      { start: { dateTime: '2026-11-24T01:00:00.000Z' }, end: { dateTime: '2026-11-24T02:00:00.000Z' } },
      {
        start: { dateTime: '2026-11-24T01:00:00.000Z', date: null },
        end: { dateTime: '2026-11-24T02:00:00.000Z', date: null },
      },
    ]);
  });
});

describe('what makes a calendar’s owner busy', () => {
  const at10 = { start: { dateTime: '2026-11-24T01:00:00Z' }, end: { dateTime: '2026-11-24T02:00:00Z' } };
  const mine = (responseStatus: string) => ({ attendees: [{ self: true, responseStatus }] });
  const isClosed = (change: object) => {
    const { items } = gatewayOn({ id: 'a', ...at10, ...change }).gateway.busy(CALENDAR, reach);
    return items.length > 0;
  };

  it.each([
    ['an invitation that the owner declined', mine('declined')],
    ['an event that is marked as free', { transparency: 'transparent' }],
    ['an all-day event that is marked as free', { start: { date: '2026-11-24' }, transparency: 'transparent' }],
    ['a cancelled event', { status: 'cancelled' }],
    ['a place of work', { eventType: 'workingLocation' }],
    ['a birthday', { eventType: 'birthday' }],
  ])('is not %s', (_, change) => expect(isClosed(change)).toBe(false));

  it.each([
    ['an invitation without an answer', mine('needsAction')],
    ['an invitation that the owner may accept', mine('tentative')],
    ['one that a guest declined', { attendees: [{ responseStatus: 'declined' }] }],
    ['time out of office', { eventType: 'outOfOffice' }],
    ['time to focus', { eventType: 'focusTime' }],
  ])('is %s', (_, change) => expect(isClosed(change)).toBe(true));
});
