import * as v from 'valibot';
import { HOUR } from '../booking/time/time';
import {
  ProviderError,
  type MeetingPlan,
  type RoomProvider,
  type Visitor,
  type WayIn,
  type ServerSettings,
} from '../desk/ports/rooms';
import { formText, hostOf, jsonOf } from './tools/http';
import { signedToken } from './tools/jwt';
import { keysOf, phoneWay } from './tools/phone';
import type { Tools } from './tools/tools';

/** How long after it was made a token lets somebody in. */
const TOKEN_LIFE = 4 * HOUR;

// The two forms in which servers tell their numbers: by country, or as a list
// [github.com/jitsi/jitsi-meet/tree/master/react/features/invite].
const numberLists = v.union([
  v.object({ numbers: v.record(v.string(), v.array(v.string())) }),
  v.array(
    v.object({
      countryCode: v.optional(v.string(), ''),
      formattedNumber: v.string(),
      tollFree: v.optional(v.boolean(), false),
    }),
  ),
]);

const pinAnswer = v.object({ id: v.union([v.string(), v.number()]) });

interface Number {
  number: string;
  region: string;
  tollFree: boolean;
}

/**
 * Rooms on a Jitsi server. There is nothing to create: a room exists once somebody opens its address, and its secret
 * name protects it. A server with tokens lets in anyone who has one; it is made at the click.
 */
export function jitsi(settings: ServerSettings, tools: Tools): RoomProvider {
  const { appId, secret } = settings.jitsi;
  const hasTokens = appId !== '' && secret !== '';
  return {
    id: 'jitsi',
    // A token grants the right to record; a server without tokens cannot promise it.
    can: { update: false, remove: false, record: hasTokens, login: false, joinsHere: hasTokens },
    create: (plan) => {
      const { domain } = settings;
      const link = hasTokens ? '' : roomAddress(domain, plan);
      return { id: plan.room, link, ways: phones(settings, tools, plan), more: { domain } };
    },
    update: () => 'done',
    remove: () => undefined,
    describe: () => ({ status: 'waiting' }),
    join: (meeting, plan, visitor) => {
      const domain = meeting.more.domain ?? settings.domain;
      const address = roomAddress(domain, plan);
      if (!hasTokens) return address;
      const token = tokenFor({ ...settings, domain }, tools, plan, visitor);
      const [path = '', fragment] = address.split('#');
      return `${path}?jwt=${token}${fragment === undefined ? '' : `#${fragment}`}`;
    },
  };
}

function roomAddress(domain: string, { room, muted }: MeetingPlan): string {
  return `https://${domain}/${room}${muted ? '#config.startWithAudioMuted=true' : ''}`;
}

/** Claims as the server's token module reads them [github.com/jitsi/lib-jitsi-meet/blob/master/doc/tokens.md]. */
function tokenFor(
  { jitsi: { appId, secret }, domain }: ServerSettings,
  tools: Tools,
  plan: MeetingPlan,
  { name, email, moderator }: Visitor,
): string {
  const seconds = Math.floor(tools.now() / 1000);
  const claims = {
    aud: 'jitsi',
    iss: appId,
    sub: hostOf(`https://${domain}`).replace(/:\d+$/, ''),
    room: plan.room,
    iat: seconds,
    // Clocks differ.
    nbf: seconds - 60,
    exp: seconds + TOKEN_LIFE / 1000,
    context: {
      user: { name, email, moderator, affiliation: moderator ? 'owner' : 'member' },
      features: { recording: plan.recorded && moderator },
    },
  };
  return signedToken(tools.crypto, claims, secret, appId);
}

/** A room works without phone access too: whatever the endpoints do not say is left out. */
function phones(settings: ServerSettings, tools: Tools, plan: MeetingPlan): WayIn[] {
  const { numbers, pins } = settings.jitsi;
  if (numbers === '' || pins === '') return [];
  try {
    const { domain } = settings;
    const conference = `${plan.room}@conference.${domain}`;
    const asked = `${pins}${pins.includes('?') ? '&' : '?'}${formText({ conference })}`;
    const pin = String(v.parse(pinAnswer, ask(tools, asked)).id);
    return listed(v.parse(numberLists, ask(tools, numbers))).flatMap(({ number, region, tollFree }) => {
      const way = phoneWay(number, [keysOf(pin)], { pin, tollFree, ...(region !== '' && { region }) });
      return way === null ? [] : [way];
    });
  } catch (error) {
    if (!(error instanceof v.ValiError || error instanceof ProviderError)) throw error;
    tools.log(`no telephone numbers from ${hostOf(numbers)}: ${error.message}`);
    return [];
  }
}

function ask(tools: Tools, url: string): unknown {
  const { status, body } = tools.http({ method: 'get', url });
  if (status !== 200) throw new ProviderError('temporary', `${hostOf(url)} answered ${status}`);
  return jsonOf(body);
}

function listed(answer: v.InferOutput<typeof numberLists>): Number[] {
  if (Array.isArray(answer)) {
    return answer.map((one) => ({ number: one.formattedNumber, region: one.countryCode, tollFree: one.tollFree }));
  }
  return Object.entries(answer.numbers).flatMap(([country, numbers]) =>
    numbers.map((number) => ({
      number,
      // A key may say more than the country, as in `US.toll-free` or `Spain (toll free)`.
      region: /^[A-Z]{2}(?![A-Za-z])/i.exec(country)?.[0] ?? '',
      tollFree: /free/i.test(country),
    })),
  );
}
