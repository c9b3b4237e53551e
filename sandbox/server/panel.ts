import { offsetAt } from '../calendar/model/zones';
import type { ExecutionRequest } from '../protocol';
import type { Project } from '../runtime/project';
import type { World } from '../world/world';
import { BadRequest, emailOf, isObject, optionalText, type Json } from './input';

/**
 * Scope without which Calendar tells an add-on neither language nor zone
 * (https://developers.google.com/workspace/add-ons/concepts/event-objects).
 */
const LOCALE_SCOPE = 'https://www.googleapis.com/auth/script.locale';

/**
 * The execution that Calendar starts for the side panel: the homepage, the card of an open event, or a card's action,
 * with the event object that goes with it (https://developers.google.com/workspace/add-ons/concepts/event-objects).
 */
export function panelExecution(world: World, project: Project, body: Json): ExecutionRequest {
  const { addOn } = project.manifest;
  if (addOn === null) throw new BadRequest('project: this project is not an add-on');
  const as = emailOf(body, 'as');
  const open = isObject(body.open) ? body.open : null;
  const trigger = optionalText(body, 'trigger') ?? (open === null ? 'homepage' : 'eventOpen');
  if (trigger !== 'homepage' && trigger !== 'eventOpen' && trigger !== 'eventUpdate')
    throw new BadRequest('trigger: one of homepage, eventOpen, eventUpdate is expected');
  const name = optionalText(body, 'function') ?? addOn[trigger];
  if (name === null) throw new BadRequest(`trigger: the manifest has no ${trigger}Trigger`);
  return {
    kind: 'card',
    as,
    function: name,
    args: [
      {
        commonEventObject: commonEvent(world, project, as, body),
        ...formerEvent(body),
        ...(open !== null && { calendar: calendarEvent(world, project, as, open) }),
      },
    ],
  };
}

/** What came before commonEventObject, and still comes beside it: most published add-ons read it. */
function formerEvent(body: Json): Json {
  const inputs = Object.entries(isObject(body.formInputs) ? body.formInputs : {}).map(
    ([name, input]): [string, unknown[]] => [name, formerValues(isObject(input) ? input : {})],
  );
  return {
    parameters: isObject(body.parameters) ? body.parameters : {},
    formInput: Object.fromEntries(inputs.map(([name, [first]]) => [name, first])),
    formInputs: Object.fromEntries(inputs),
  };
}

function formerValues(input: Json): unknown[] {
  const texts = isObject(input.stringInputs) ? input.stringInputs.value : undefined;
  if (Array.isArray(texts)) return texts;
  return [input.dateInput ?? input.dateTimeInput ?? input.timeInput].filter((value) => value !== undefined);
}

function commonEvent(world: World, project: Project, as: string, body: Json): Json {
  const { manifest } = project;
  const tellsLocale =
    manifest.addOn?.useLocaleFromApp === true && (manifest.oauthScopes?.includes(LOCALE_SCOPE) ?? true);
  const user = world.calendar.ensureUser(as);
  const zone = optionalText(body, 'timeZone') ?? user.timeZone;
  return {
    platform: 'WEB',
    hostApp: 'CALENDAR',
    ...(tellsLocale && {
      userLocale: optionalText(body, 'locale') ?? user.locale,
      timeZone: { id: zone, offset: String(offsetAt(zone, world.clock.now())) },
    }),
    ...(isObject(body.parameters) && { parameters: body.parameters }),
    ...(isObject(body.formInputs) && { formInputs: body.formInputs }),
  };
}

/**
 * Ids always; guests and conference only as far as the manifest's currentEventAccess lets the add-on see. What the
 * editor has and has not saved yet (`open.draft`) is seen in the place of what is saved.
 */
function calendarEvent(world: World, project: Project, as: string, open: Json): Json {
  const access = project.manifest.addOn?.currentEventAccess ?? null;
  const calendarId = optionalText(open, 'calendarId') ?? as;
  const id = optionalText(open, 'eventId');
  const draft = isObject(open.draft) ? open.draft : {};
  const event = { ...(id === undefined ? {} : savedEvent(world, as, calendarId, id)), ...draft };
  const reads = access === 'READ' || access === 'READ_WRITE';
  const writes = access === 'WRITE' || access === 'READ_WRITE';
  return {
    ...(id !== undefined && { id }),
    calendarId,
    ...(isObject(event.organizer) && { organizer: { email: event.organizer.email } }),
    ...(event.recurringEventId !== undefined && { recurringEventId: event.recurringEventId }),
    ...(reads && event.attendees !== undefined && { attendees: event.attendees }),
    ...(reads && event.conferenceData !== undefined && { conferenceData: event.conferenceData }),
    ...(access !== null && {
      capabilities: {
        canSeeAttendees: reads,
        canAddAttendees: writes,
        canSeeConferenceData: reads,
        canSetConferenceData: writes,
      },
    }),
  };
}

function savedEvent(world: World, as: string, calendarId: string, eventId: string): Json {
  const answer = world.calendar.request({
    user: as,
    method: 'calendar.events.get',
    params: { calendarId, eventId },
  });
  return isObject(answer.body) && answer.status === 200 ? answer.body : {};
}
