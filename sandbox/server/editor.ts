import type { ConferenceData, EntryPoint } from '../calendar/model/resources';
import type { AddOnManifest, ConferenceAnswer, EditorAnswer } from '../protocol';
import type { Runtime } from '../runtime/runtime';
import type { World } from '../world/world';
import { BadRequest, emailOf, isObject, objectOf, optionalText, type Json } from './input';

type Solution = AddOnManifest['conferenceSolutions'][number];

/**
 * Runs a conference solution's function, as picking it does. A new event does not exist yet: all that the function gets
 * are the ids (https://developers.google.com/workspace/add-ons/calendar/conferencing/create-conference).
 */
export async function makeConference(
  world: World,
  runtime: Runtime,
  addOn: AddOnManifest | null,
  body: Json,
): Promise<ConferenceAnswer> {
  const as = emailOf(body, 'as');
  const solution = solutionOf(addOn, body.solution);
  const calendarId = optionalText(body, 'calendarId') ?? as;
  const eventId = optionalText(body, 'eventId') ?? world.calendar.newEventId();
  const execution = await runtime.execute({
    kind: 'conference',
    as,
    function: solution.onCreateFunction,
    args: [{ eventData: { calendarId, eventId } }],
  });
  const made = execution.result;
  const error = !execution.ok ? execution.error : isObject(made) ? made.error : { type: 'UNKNOWN' };
  const ok = error === undefined;
  const shown = ok ? conferenceOf(solution, made) : null;
  return { ok, eventId, conferenceData: made ?? null, shown, execution, ...(!ok && { error }) };
}

/**
 * What the event dialog does when a person saves. `solution`: a conference solution of the manifest, `hangoutsMeet`,
 * `none`, or nothing to leave the conference as it is. `conferenceData`: what the solution has made already; without it
 * its function runs now.
 */
export async function saveInEditor(
  world: World,
  runtime: Runtime,
  addOn: AddOnManifest | null,
  body: Json,
): Promise<EditorAnswer> {
  const as = emailOf(body, 'as');
  const calendarId = optionalText(body, 'calendarId') ?? as;
  world.ensureUser(as);
  const eventId = optionalText(body, 'eventId') ?? world.calendar.newEventId();
  const event = { ...objectOf(body.event, 'event'), id: eventId };
  const picked = body.solution;
  if (picked === undefined) return save(world, as, calendarId, event, undefined);
  if (picked === 'none' || picked === null) return save(world, as, calendarId, event, null);
  if (picked === 'hangoutsMeet') return save(world, as, calendarId, event, 'hangoutsMeet');
  const solution = solutionOf(addOn, picked);
  if (isObject(body.conferenceData)) {
    return save(world, as, calendarId, event, conferenceOf(solution, body.conferenceData));
  }
  const { shown, conferenceData, execution, error } = await makeConference(world, runtime, addOn, { ...body, eventId });
  if (shown === null) return { ok: false, event: null, conferenceData, execution, error };
  return { ...save(world, as, calendarId, event, shown), conferenceData, execution };
}

function solutionOf(addOn: AddOnManifest | null, id: unknown): Solution {
  const solutions = addOn?.conferenceSolutions ?? [];
  const found = solutions.find((known) => known.id === id);
  if (found !== undefined) return found;
  const known = ['hangoutsMeet', 'none', ...solutions.map((one) => one.id)];
  throw new BadRequest(`solution: one of ${known.join(', ')} is expected`);
}

function save(
  world: World,
  as: string,
  calendarId: string,
  event: Json,
  conference: ConferenceData | 'hangoutsMeet' | null | undefined,
): EditorAnswer {
  const answer = world.calendar.saveFromEditor(as, calendarId, event, conference);
  const ok = answer.status === 200;
  return {
    ok,
    event: ok ? answer.body : null,
    conferenceData: null,
    execution: null,
    ...(!ok && { error: answer.body }),
  };
}

/** What the API shows of an add-on's conference (discovery document, ConferenceData). */
function conferenceOf(solution: AddOnManifest['conferenceSolutions'][number], made: unknown): ConferenceData {
  const data = isObject(made) ? made : {};
  const points = Array.isArray(data.entryPoints) ? data.entryPoints.filter(isObject) : [];
  const parameters = Array.isArray(data.parameters) ? data.parameters.filter(isObject) : [];
  return {
    conferenceId: String(data.conferenceId ?? ''),
    conferenceSolution: {
      key: { type: 'addOn' },
      name: solution.name,
      iconUri: solution.logoUrl,
    },
    entryPoints: points.map(entryPointOf),
    ...(typeof data.note === 'string' && { notes: data.note }),
    ...(parameters.length > 0 && {
      parameters: {
        addOnParameters: {
          parameters: Object.fromEntries(parameters.map((p) => [String(p.key), String(p.value)])),
        },
      },
    }),
  };
}

function entryPointOf(point: Json): EntryPoint {
  const { type, uri, features, ...codes } = point;
  return {
    entryPointType: String(type).toLowerCase(),
    uri: String(uri),
    ...codes,
    ...(features !== undefined && { entryPointFeatures: features }),
  };
}
