import * as v from 'valibot';
import { ProviderError, type Meeting, type WayIn } from '../../desk/ports/rooms';
import { jsonOf, type HttpAnswer } from '../tools/http';
import { keysOf, phoneWay } from '../tools/phone';

// What Zoom answers, as far as it is used [developers.zoom.us/docs/api/meetings]. Ids are numbers past 32 bits.

const text = v.optional(v.string(), '');

const meetingAnswer = v.object({
  id: v.union([v.number(), v.string()]),
  join_url: v.string(),
  password: text,
  h323_password: text,
  pstn_password: text,
  settings: v.optional(
    v.object({
      global_dial_in_numbers: v.optional(
        v.array(v.object({ number: v.string(), country: text, type: text, city: text })),
        [],
      ),
    }),
  ),
});

const listAnswer = v.object({
  meetings: v.optional(v.array(v.object({ id: v.union([v.number(), v.string()]), agenda: text })), []),
  next_page_token: text,
});

const tokenAnswer = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  refresh_token: v.optional(v.string()),
  expires_in: v.optional(v.number(), 3_600),
});

const errorAnswer = v.object({ code: v.optional(v.number(), 0), message: text, error: text });

export type Tokens = v.InferOutput<typeof tokenAnswer>;

/** A refusal: Zoom's code for it, and its words for the log. */
export function refusalOf({ body }: HttpAnswer): { code: number; error: string; message: string } {
  const read = v.safeParse(errorAnswer, jsonOf(body));
  return read.success ? read.output : { code: 0, error: '', message: '' };
}

/** @throws ProviderError `permanent` if the answer is not one */
export function readTokens({ body }: HttpAnswer): Tokens {
  return understood(tokenAnswer, body);
}

/** One page of a list of meetings. @throws ProviderError `permanent` if the answer is not one */
export function readList({ body }: HttpAnswer): { meetings: { id: string; agenda: string }[]; nextPage: string } {
  const { meetings, next_page_token: nextPage } = understood(listAnswer, body);
  return { meetings: meetings.map(({ id, agenda }) => ({ id: String(id), agenda })), nextPage };
}

/** A meeting with all ways to join. @throws ProviderError `permanent` if the answer is not one */
export function readMeeting({ body }: HttpAnswer): Meeting {
  const answer = understood(meetingAnswer, body);
  const id = String(answer.id);
  const { password, h323_password: sipCode, pstn_password: phoneCode, settings } = answer;
  const numbers = settings?.global_dial_in_numbers ?? [];
  const phones = numbers.flatMap(({ number, country, type }): WayIn[] => {
    const way = phoneWay(number, [keysOf(id), phoneCode === '' ? '' : `*${keysOf(phoneCode)}`], {
      meetingCode: id,
      tollFree: type === 'tollfree',
      ...(phoneCode !== '' && { passcode: phoneCode }),
      ...(country !== '' && { region: country }),
    });
    return way === null ? [] : [way];
  });
  const more = { meetingCode: id, ...(password !== '' && { passcode: password }) };
  return { id, link: answer.join_url, ways: [...phones, ...sipWay(id, sipCode)], more };
}

/** Room systems dial the meeting at Zoom's connector; a meeting without a code for them cannot be joined by them. */
function sipWay(id: string, code: string): WayIn[] {
  return code === '' ? [] : [{ kind: 'sip', uri: `sip:${id}@zoomcrc.com`, meetingCode: id, passcode: code }];
}

function understood<T>(schema: v.GenericSchema<unknown, T>, body: string): T {
  const read = v.safeParse(schema, jsonOf(body));
  if (read.success) return read.output;
  throw new ProviderError('permanent', `Zoom's answer cannot be read: ${v.getDotPath(read.issues[0]) ?? 'no JSON'}`);
}
