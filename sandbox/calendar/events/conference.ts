import { createHash } from 'node:crypto';
import { isObject } from '../model/json';
import { invalid, required } from '../model/errors';
import type { ConferenceData, CreateRequest, EventResource } from '../model/resources';
import type { CalendarStore, PutOptions } from '../state/store';
import type { Draft } from './draft';

const MEET = {
  key: { type: 'hangoutsMeet' },
  name: 'Google Meet',
  iconUri:
    'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png',
};

/**
 * What a body makes of an event's conference. Without conferenceDataVersion=1 a client knows nothing of conferences:
 * what it says about them is ignored, the event keeps what it has (discovery document, conferenceDataVersion).
 */
export function applyConference(draft: Draft, event: EventResource): void {
  const { call, isNew } = draft;
  const { editorConference } = call;
  if (isNew) clear(event);
  if (editorConference !== undefined) applyEditors(draft, event, editorConference);
  else if (call.number('conferenceDataVersion', 0) === 1) applyBodys(draft, event);
}

function applyBodys(draft: Draft, event: EventResource): void {
  const { body, whole } = draft;
  const given = body.conferenceData;
  if (given === undefined && !whole) return;
  if (!isObject(given)) {
    clear(event);
    return;
  }
  const request = given.createRequest;
  if (isObject(request)) {
    ask(draft, event, request);
    return;
  }
  const existing = event.conferenceData;
  if (existing !== undefined && isSame(existing, given)) {
    if (typeof given.notes === 'string') event.conferenceData = { ...existing, notes: given.notes };
    return;
  }
  const copied = meetConference(given);
  // An add-on's conference comes from the event editor alone (https://github.com/openclaw/gogcli/issues/590).
  if (copied === null) throw invalid('Invalid conference data.');
  setMeet(event, copied);
}

/** What a person picked in the event editor's conferencing menu. */
function applyEditors(draft: Draft, event: EventResource, picked: ConferenceData | 'hangoutsMeet' | null): void {
  clear(event);
  if (picked === 'hangoutsMeet') ask(draft, event, { requestId: draft.call.store.newId() });
  else if (picked !== null) event.conferenceData = picked;
}

function clear(event: EventResource): void {
  delete event.conferenceData;
  delete event.hangoutLink;
}

/** Asks for a new conference. The same request id as before means: the same request, ignored (discovery document). */
function ask({ calendar, before }: Draft, event: EventResource, given: Record<string, unknown>): void {
  const { requestId, conferenceSolutionKey: key } = given;
  if (typeof requestId !== 'string' || requestId === '') throw required('Missing conference request id.');
  if (before.conferenceData?.createRequest?.requestId === requestId) return;
  const type = isObject(key) && typeof key.type === 'string' ? key.type : 'hangoutsMeet';
  if (!calendar.conferenceTypes.includes(type)) throw invalid('Invalid conference type value.');
  clear(event);
  event.conferenceData = {
    createRequest: { requestId, conferenceSolutionKey: { type }, status: { statusCode: 'pending' } },
  };
}

/** A get's answer that comes back with a write. */
function isSame(existing: ConferenceData, given: Record<string, unknown>): boolean {
  const points = (value: unknown) =>
    JSON.stringify((Array.isArray(value) ? value : []).map((p: unknown) => (isObject(p) ? p.uri : null)));
  return existing.conferenceId === given.conferenceId && points(existing.entryPoints) === points(given.entryPoints);
}

/** A Meet conference copied from another event, if its signature is Google's own; else null. */
function meetConference(given: Record<string, unknown>): ConferenceData | null {
  const { conferenceId, signature } = given;
  if (typeof conferenceId !== 'string' || signature !== signatureOf(conferenceId)) return null;
  return meetOf(conferenceId);
}

/** A meeting code such as `abc-defg-hij`, the same for the same request. */
function meetingCode(seed: string): string {
  const hash = createHash('sha256').update(seed).digest();
  const letters = [...hash.subarray(0, 10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
}

const signatureOf = (code: string) => createHash('sha256').update(`meet ${code}`).digest('base64url').slice(0, 27);

/** A Meet conference; its telephone number is one of those kept free for fiction. */
function meetOf(code: string): ConferenceData {
  const pin = String(100_000_000 + (createHash('sha256').update(code).digest().readUInt32BE(0) % 900_000_000));
  return {
    entryPoints: [
      { entryPointType: 'video', uri: `https://meet.google.com/${code}`, label: `meet.google.com/${code}` },
      { entryPointType: 'phone', uri: 'tel:+1-555-010-0199', label: '+1 555-010-0199', pin, regionCode: 'US' },
      { entryPointType: 'more', uri: `https://tel.meet/${code}?pin=${pin}`, pin },
    ],
    conferenceSolution: MEET,
    conferenceId: code,
    signature: signatureOf(code),
  };
}

function setMeet(event: EventResource, data: ConferenceData): void {
  event.conferenceData = data;
  const video = data.entryPoints?.find(({ entryPointType }) => entryPointType === 'video');
  if (video !== undefined) event.hangoutLink = video.uri;
}

/** Begins to make the conference that a write asks for; one that takes no time is there at once. */
export function startMeet(
  store: CalendarStore,
  before: EventResource | null,
  event: EventResource,
): Pick<PutOptions, 'meet'> {
  const request = event.conferenceData?.createRequest;
  if (request?.status?.statusCode !== 'pending') return { meet: null };
  // A link that is being made stays in the making.
  if (before?.conferenceData?.createRequest?.requestId === request.requestId) return {};
  const { ms, fail } = store.meetDelay();
  if (ms > 0) return { meet: { readyAt: store.clock.now() + ms, fails: fail } };
  finishMeet(event, fail);
  return { meet: null };
}

/** Brings the making of a conference to its end, on an event that is about to be put. */
export function finishMeet(event: EventResource, fails: boolean): void {
  const request = event.conferenceData?.createRequest;
  if (request === undefined) return;
  const done = (statusCode: string): { createRequest: CreateRequest } => ({
    createRequest: { ...request, status: { statusCode } },
  });
  if (fails) event.conferenceData = done('failure');
  else setMeet(event, { ...done('success'), ...meetOf(meetingCode(`${event.iCalUID}/${request.requestId ?? ''}`)) });
}
