import {
  ProviderError,
  type Meeting,
  type MeetingPlan,
  type RoomProvider,
  type WayIn,
  type ServerSettings,
} from '../desk/ports/rooms';
import { shortened } from './google/entry-points';
import { formText } from './tools/http';
import { keysOf, phoneWay } from './tools/phone';
import type { Tools } from './tools/tools';
import { elementText } from './tools/xml';

/** The maximum length of a meeting's name [docs.bigbluebutton.org/development/api, create]. */
const LONGEST_NAME = 64;

/** The name of a meeting whose event has no title. */
const UNTITLED = 'Slotkeeper';

/**
 * Rooms on a BigBlueButton server. A meeting there ends when nobody is in it, so it is created again right before each
 * person joins: `create` with the same id answers with the existing one. Anyone with a signed address joins in its
 * role, so the address is made at the click and written into no event.
 */
export function bigBlueButton(settings: ServerSettings, tools: Tools): RoomProvider {
  const { secret, dialNumber } = settings.bigbluebutton;
  const server = (meeting: Meeting | null) => meeting?.more.server ?? settings.bigbluebutton.server;
  const call = (base: string, name: string, fields: Record<string, string>) =>
    ask(tools, signed(base, name, fields, secret, tools));
  const passwords = ({ room }: MeetingPlan) => passwordsOf(room, secret, tools);
  const create = (meeting: Meeting | null, plan: MeetingPlan): Meeting => {
    const bridge = meeting?.more.voiceBridge ?? bridgeOf(plan, tools);
    const base = server(meeting);
    let answer = call(base, 'create', createFields(plan, bridge, passwords(plan)));
    // Another meeting has this number: the server chooses one.
    if (keyOf(answer) === 'nonUniqueVoiceBridge')
      answer = call(base, 'create', createFields(plan, '', passwords(plan)));
    succeeded(answer);
    const voiceBridge = elementText(answer, 'voiceBridge') ?? bridge;
    const number = dialNumber === '' ? (elementText(answer, 'dialNumber') ?? '') : dialNumber;
    return { id: plan.room, link: '', ways: phone(number, voiceBridge), more: { server: base, voiceBridge } };
  };
  return {
    id: 'bigbluebutton',
    can: { update: false, remove: true, record: true, login: false, joinsHere: true },
    create: (plan) => create(null, plan),
    update: () => 'done',
    remove: (meeting, { room }) => {
      const answer = call(server(meeting), 'end', { meetingID: room });
      if (keyOf(answer) !== 'notFound') succeeded(answer);
    },
    describe: (meeting, { room }) => {
      const answer = succeeded(call(server(meeting), 'isMeetingRunning', { meetingID: room }));
      return { status: elementText(answer, 'running') === 'true' ? 'running' : 'waiting' };
    },
    join: (meeting, plan, { name, moderator }) => {
      create(meeting, plan);
      const role = moderator ? 'MODERATOR' : 'VIEWER';
      const fields = { fullName: name, meetingID: plan.room, role, redirect: 'true' };
      return signed(server(meeting), 'join', fields, secret, tools);
    },
  };
}

/** Nobody is asked for these passwords, but the server only treats a meeting as the same one if they match. */
function passwordsOf(room: string, secret: string, { crypto }: Tools): Passwords {
  const password = (role: string) => crypto.sha256Hex(`${role} ${room} ${secret}`).slice(0, 32);
  return { attendeePW: password('attendee'), moderatorPW: password('moderator') };
}

/**
 * The address of a call: SHA-256 over its name, its query and the secret, in this order
 * [docs.bigbluebutton.org/development/api, security].
 */
function signed(base: string, name: string, fields: Record<string, string>, secret: string, { crypto }: Tools): string {
  const query = formText(fields);
  const checksum = crypto.sha256Hex(`${name}${query}${secret}`);
  return `${base.replace(/\/+(api\/?)?$/, '')}/api/${name}?${query}&checksum=${checksum}`;
}

interface Passwords {
  attendeePW: string;
  moderatorPW: string;
}

function createFields(plan: MeetingPlan, voiceBridge: string, passwords: Passwords): Record<string, string> {
  const { room, title, recorded, muted, waitingRoom } = plan;
  return {
    name: shortened(title.trim().length < 2 ? UNTITLED : title.trim(), LONGEST_NAME),
    meetingID: room,
    ...passwords,
    ...(voiceBridge !== '' && { voiceBridge }),
    record: String(recorded),
    autoStartRecording: String(recorded),
    muteOnStart: String(muted),
    guestPolicy: waitingRoom ? 'ASK_MODERATOR' : 'ALWAYS_ACCEPT',
  };
}

/** Five digits by which callers reach the room, the same each time it is created. */
function bridgeOf({ room }: MeetingPlan, { crypto }: Tools): string {
  return String(10_000 + (parseInt(crypto.sha256Hex(room).slice(0, 8), 16) % 90_000));
}

function phone(number: string, voiceBridge: string): WayIn[] {
  const way = phoneWay(number, [keysOf(voiceBridge)], { pin: voiceBridge });
  return way === null ? [] : [way];
}

function ask({ http }: Tools, url: string): string {
  const { status, body } = http({ method: 'get', url });
  if (status === 429 || status >= 500) throw new ProviderError('temporary', `BigBlueButton answered ${status}`);
  if (status !== 200) throw new ProviderError('permanent', `BigBlueButton answered ${status}`);
  return body;
}

function keyOf(answer: string): string {
  return elementText(answer, 'returncode') === 'SUCCESS' ? '' : (elementText(answer, 'messageKey') ?? 'unknown');
}

/** What the server's refusals mean; any other refusal will be the same next time. */
const TROUBLES: Record<string, ProviderError['trouble']> = {
  checksumError: 'permanent',
  maxConcurrent: 'temporary',
  maxParticipantsReached: 'temporary',
  unsupportedRequest: 'permanent',
};

function succeeded(answer: string): string {
  const key = keyOf(answer);
  if (key === '') return answer;
  throw new ProviderError(TROUBLES[key] ?? 'permanent', `BigBlueButton: ${key}`);
}
