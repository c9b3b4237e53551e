import type { OffsetLookup } from '../booking/time/zones';
import type { CalendarGateway, ObservedEvent } from '../desk/ports/ports';
import { canWrite, EVENT_FIELDS, midnightsIn, orGone, type CalendarAccess } from './access';
import { observe, readEvent, readEvents } from './answers';
import type { CalendarApi } from './api';
import { changeGuests, insertEvent, patchEvent, retext } from './events';
import { listBusy, listCalendars, listChanges } from './lists';
import { withRetries, type RetryOptions } from './retries';

/** When we read a single event, we also ask whose it is. */
const ONE_EVENT_FIELDS = `${EVENT_FIELDS},extendedProperties(private)`;

export interface GatewayOptions extends Omit<RetryOptions, 'onCall'> {
  api: CalendarApi;
  offsets: OffsetLookup;
}

/** Google Calendar through its API, with short retries where Google asks for them. */
export function calendarGateway({ api: bare, offsets, sleep, random }: GatewayOptions): CalendarGateway {
  let calls = 0;
  const onCall = () => {
    calls += 1;
  };
  const api = withRetries(bare, { sleep, random, onCall });
  const to = accessWith(api, offsets);
  const mayWrite = remembered((calendarId) => canWrite(to(calendarId)));
  return {
    list: () => listCalendars(api),
    canWrite: mayWrite,
    insert: (calendarId, plan) => insertEvent(to(calendarId), plan),
    get: (calendarId, eventId) => getEvent(to(calendarId), eventId),
    firstInstance: (calendarId, series) => getFirstInstance(to(calendarId), series),
    patch: (calendarId, eventId, patch, etag) => patchEvent(to(calendarId), eventId, patch, etag),
    changeGuests: (calendarId, eventId, guests, invitations) =>
      orGone(to(calendarId), null, () => changeGuests(to(calendarId), eventId, guests, invitations)),
    retext: (calendarId, eventId, texts, invitations) => {
      orGone(to(calendarId), undefined, () => {
        retext(to(calendarId), eventId, texts, invitations);
      });
    },
    move: (calendarId, eventId, target, invitations) => {
      const options = { sendUpdates: invitations, fields: EVENT_FIELDS };
      return orGone(to(calendarId), null, () =>
        to(target).observed(api.moveEvent(calendarId, eventId, target, options)),
      );
    },
    remove: (calendarId, eventId, invitations) => {
      orGone(to(calendarId), undefined, () => {
        api.removeEvent(calendarId, eventId, { sendUpdates: invitations });
      });
    },
    changes: (calendarId, syncToken, reach) => listChanges(to(calendarId), syncToken, reach),
    busy: (calendarId, reach) => listBusy(to(calendarId), reach),
    calls: () => calls,
  };
}

/** A single event does not say its calendar's zone, but a list does: it is asked for if an event is all-day. */
function accessWith(api: CalendarApi, offsets: OffsetLookup): (calendarId: string) => CalendarAccess {
  const zoneOf = remembered(
    (calendarId) => readEvents(api.listEvents(calendarId, { maxResults: 1, fields: 'timeZone' })).timeZone,
  );
  return (calendarId) => ({
    api,
    calendarId,
    offsets,
    observed: (answer) => observe(readEvent(answer), (wall) => midnightsIn(zoneOf(calendarId), offsets)(wall)),
  });
}

/** Asked once for each calendar in an execution. */
function remembered<T>(ask: (calendarId: string) => T): (calendarId: string) => T {
  const known = new Map<string, { answer: T }>();
  return (calendarId) => {
    const { answer } = known.get(calendarId) ?? { answer: ask(calendarId) };
    known.set(calendarId, { answer });
    return answer;
  };
}

function getEvent(access: CalendarAccess, eventId: string): ObservedEvent | null {
  const { api, calendarId, observed } = access;
  return orGone(access, null, () => observed(api.getEvent(calendarId, eventId, { fields: ONE_EVENT_FIELDS })));
}

/** Instances of an all-day series that are looked through for the first one. */
const INSTANCES = 250;

function getFirstInstance(access: CalendarAccess, { id, span, allDay }: ObservedEvent): ObservedEvent | null {
  if (span === null) return null;
  const { api, calendarId, offsets } = access;
  const options = {
    // How an all-day start is to be written here is not documented: among those it is looked for by its time.
    ...(allDay ? { maxResults: INSTANCES } : { maxResults: 1, originalStart: new Date(span.start).toISOString() }),
    showDeleted: true,
    fields: `items(${EVENT_FIELDS}),timeZone`,
  };
  return orGone(access, null, () => {
    const { items, timeZone } = readEvents(api.listInstances(calendarId, id, options));
    const seen = items.map((item) => observe(item, midnightsIn(timeZone, offsets)));
    return seen.find(({ originalStart }) => !allDay || originalStart === span.start) ?? null;
  });
}
