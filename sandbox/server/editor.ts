import type { ConferenceData, EntryPoint } from '../calendar/resources';
import type { ExecutionRecord } from '../protocol';
import type { AddOnManifest } from '../runtime/project';
import type { Runtime } from '../runtime/runtime';
import type { World } from '../world/world';
import { BadRequest, emailOf, isObject, objectOf, optionalText, type Json } from './input';

/** What saving in the event dialog led to. */
export interface EditorAnswer {
  ok: boolean;
  event: unknown;
  /** What the solution's function answered. */
  conferenceData: unknown;
  execution: ExecutionRecord | null;
  error?: unknown;
}

/**
 * What the event dialog does when a person picks a conference solution and saves. The solution's function runs while a
 * new event does not exist yet: all it gets are the ids [calendar/conferencing/create-conference].
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
  const solution = addOn?.conferenceSolutions.find((known) => known.id === picked);
  if (solution !== undefined) {
    const execution = await runtime.execute({
      kind: 'conference',
      as,
      function: solution.onCreateFunction,
      args: [{ eventData: { calendarId, eventId } }],
    });
    const made = execution.result;
    const refusal = !execution.ok ? execution.error : isObject(made) ? made.error : { type: 'UNKNOWN' };
    if (refusal !== undefined) {
      return { ok: false, event: null, conferenceData: made ?? null, execution, error: refusal };
    }
    return { ...save(world, as, calendarId, event, conferenceOf(solution, made)), conferenceData: made, execution };
  }
  if (picked === 'hangoutsMeet') {
    const createRequest = {
      requestId: `editor-${eventId}-${String(world.clock.now())}`,
      conferenceSolutionKey: { type: 'hangoutsMeet' },
    };
    return save(world, as, calendarId, { ...event, conferenceData: { createRequest } }, undefined);
  }
  if (picked === 'none' || picked === null) return save(world, as, calendarId, event, null);
  if (picked === undefined) return save(world, as, calendarId, event, undefined);
  const known = ['hangoutsMeet', 'none', ...(addOn?.conferenceSolutions.map((s) => s.id) ?? [])];
  throw new BadRequest(`solution: one of ${known.join(', ')} is expected`);
}

function save(
  world: World,
  as: string,
  calendarId: string,
  event: Json,
  conference: ConferenceData | null | undefined,
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
