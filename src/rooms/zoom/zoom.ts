import { HOUR, MINUTE } from '../../booking/time/time';
import {
  ProviderError,
  type Meeting,
  type MeetingPlan,
  type RoomProvider,
  type ServerSettings,
} from '../../desk/ports/rooms';
import { shortened } from '../google/entry-points';
import { formText, type HttpAnswer, type HttpRequest } from '../tools/http';
import type { Tools } from '../tools/tools';
import { readList, readMeeting, refusalOf } from './zoom-answers';

/** Limits of a meeting [developers.zoom.us/docs/api/meetings, create a meeting]. */
const LONGEST_TOPIC = 200;
const PAGE = 300;

/** Meetings at a fixed time, and recurring ones without a fixed time. */
const SCHEDULED = 2;
const RECURRING = 3;

const UNTITLED = 'Slotkeeper';

/**
 * Meetings of a person's own Zoom account. Each request creates another meeting, so our own name for the room is
 * written into its agenda, by which an earlier request's meeting is found.
 *
 * @param access an access token; a new one if the former was refused
 */
export function zoom(settings: ServerSettings, tools: Tools, access: (isStale: boolean) => string): RoomProvider {
  const api = (request: ApiRequest) => authorized(settings, tools, access, request);
  return {
    id: 'zoom',
    can: { update: true, remove: true, record: true, login: true, joinsHere: false },
    create: (plan) => {
      const stored = plan.again ? find(api, plan) : null;
      if (stored === null) return readMeeting(good(api(post('/users/me/meetings', bodyOf(plan, tools)))));
      return readMeeting(good(api({ method: 'get', path: `/meetings/${stored}` })));
    },
    update: (meeting, plan) => {
      const body = bodyOf(plan, tools);
      const answer = api({ ...post(meetingPath(meeting), body), method: 'patch' });
      if (isGone(answer)) return 'gone';
      good(answer);
      return 'done';
    },
    remove: (meeting, plan) => {
      const id = meeting?.id ?? find(api, plan);
      if (id === null) return;
      const answer = api({ method: 'delete', path: `/meetings/${encodeURIComponent(id)}` });
      if (!isGone(answer)) good(answer);
    },
    describe: (meeting) => {
      const answer = api({ method: 'get', path: meetingPath(meeting) });
      if (isGone(answer)) return { status: 'gone' };
      return { status: /"status"\s*:\s*"started"/.test(good(answer).body) ? 'running' : 'waiting' };
    },
    join: (meeting) => meeting.link,
  };
}

interface ApiRequest {
  method: HttpRequest['method'];
  path: string;
  body?: string;
}

function post(path: string, body: object): ApiRequest {
  return { method: 'post', path, body: JSON.stringify(body) };
}

function meetingPath({ id }: Meeting): string {
  return `/meetings/${encodeURIComponent(id)}`;
}

function bodyOf(plan: MeetingPlan, tools: Tools): object {
  const { title, start, end, repeats, recorded, waitingRoom, muted, room } = plan;
  // An event that is being created has no times yet: the next full hour is used instead.
  const begins = start ?? Math.ceil(tools.now() / HOUR) * HOUR;
  const minutes = start === null || end === null ? 60 : Math.max(1, Math.round((end - start) / MINUTE));
  return {
    topic: shortened(title.trim() === '' ? UNTITLED : title.trim(), LONGEST_TOPIC),
    type: repeats ? RECURRING : SCHEDULED,
    ...(!repeats && { start_time: new Date(begins).toISOString().replace(/\.\d+Z$/, 'Z'), duration: minutes }),
    timezone: 'UTC',
    agenda: room,
    settings: {
      auto_recording: recorded ? 'cloud' : 'none',
      waiting_room: waitingRoom,
      join_before_host: !waitingRoom,
      mute_upon_entry: muted,
    },
  };
}

/** The id of the meeting that has our name in its agenda; `null` if there is none. */
function find(api: (request: ApiRequest) => HttpAnswer, { room }: MeetingPlan): string | null {
  let page = '';
  do {
    const query = formText({
      type: 'scheduled',
      page_size: String(PAGE),
      ...(page !== '' && { next_page_token: page }),
    });
    const list = readList(good(api({ method: 'get', path: `/users/me/meetings?${query}` })));
    const found = list.meetings.find(({ agenda }) => agenda === room);
    if (found !== undefined) return found.id;
    page = list.nextPage;
  } while (page !== '');
  return null;
}

/** One call with the person's token; a refused token is exchanged for a new one, once. */
function authorized(
  { zoom: { api } }: ServerSettings,
  { http }: Tools,
  access: (isStale: boolean) => string,
  { method, path, body }: ApiRequest,
): HttpAnswer {
  const ask = (token: string) =>
    http({
      method,
      url: api + path,
      headers: { Authorization: `Bearer ${token}` },
      ...(body !== undefined && { body, contentType: 'application/json' }),
    });
  const answer = ask(access(false));
  return answer.status === 401 ? ask(access(true)) : answer;
}

/** The meeting does not exist, or has expired. */
const GONE = 3_001;
/** The app lacks a scope, or the account or the person is not allowed. */
const DENIED = [104, 200, 3_161, 4_711];

function isGone(answer: HttpAnswer): boolean {
  return answer.status === 404 && refusalOf(answer).code === GONE;
}

function good(answer: HttpAnswer): HttpAnswer {
  const { status } = answer;
  if (status >= 200 && status < 300) return answer;
  const { code } = refusalOf(answer);
  const words = `Zoom answered ${status}, code ${code}`;
  if (status === 401) throw new ProviderError('authentication', words);
  if (status === 429 || status >= 500) throw new ProviderError('temporary', words);
  if (status === 403 || DENIED.includes(code)) throw new ProviderError('permission', words);
  throw new ProviderError('permanent', words);
}
