import { createHash } from 'node:crypto';
import type { ConferenceData, StoredEvent } from './resources';

const MEET = {
  key: { type: 'hangoutsMeet' },
  name: 'Google Meet',
  iconUri:
    'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png',
};

/** A meeting code such as `abc-defg-hij`, the same for the same request. */
function meetingCode(seed: string): string {
  const hash = createHash('sha256').update(seed).digest();
  const letters = [...hash.subarray(0, 10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
}

/** The conference that a createRequest has led to. */
export function finishedMeet(request: NonNullable<ConferenceData['createRequest']>, seed: string): ConferenceData {
  const code = meetingCode(`${seed}/${request.requestId ?? ''}`);
  return {
    createRequest: { ...request, status: { statusCode: 'success' } },
    entryPoints: [
      { entryPointType: 'video', uri: `https://meet.google.com/${code}`, label: `meet.google.com/${code}` },
      {
        entryPointType: 'phone',
        uri: 'tel:+1-555-010-0199',
        label: '+1 555-010-0199',
        pin: '123456789',
        regionCode: 'US',
      },
      { entryPointType: 'more', uri: `https://tel.meet/${code}?pin=123456789`, pin: '123456789' },
    ],
    conferenceSolution: MEET,
    conferenceId: code,
  };
}

/** Brings a link that was being made to its end, if its time has come. @returns whether something changed */
export function settleMeet(stored: StoredEvent, now: number, seed: string): boolean {
  if (stored.meetReadyAt === null || stored.meetReadyAt > now) return false;
  const request = stored.event.conferenceData?.createRequest;
  stored.meetReadyAt = null;
  if (request === undefined) return false;
  if (stored.meetFails) {
    stored.event.conferenceData = { createRequest: { ...request, status: { statusCode: 'failure' } } };
  } else {
    const data = finishedMeet(request, seed);
    stored.event.conferenceData = data;
    const video = data.entryPoints?.[0];
    if (video !== undefined) stored.event.hangoutLink = video.uri;
  }
  return true;
}
