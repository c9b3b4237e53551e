import { createHash } from 'node:crypto';
import { demand } from '../state/access';
import type { Call, Handler } from '../api/call';
import { isObject } from '../model/json';
import { ApiFailure, invalid, notFound, required } from '../model/errors';
import type { WatchChannel } from '../model/resources';
import type { CalendarChange, CalendarStore } from '../state/store';

const WEEK = 7 * 86_400_000;

/** events.watch. Only addresses on this machine: the sandbox talks to nobody else. */
function watchEvents(call: Call): object {
  const { store, user, body } = call;
  const calendar = store.calendar(call.text('calendarId'), user);
  demand(calendar, user, 'reader');
  const { id, type, address, token, expiration, params } = body;
  if (typeof id !== 'string' || !/^[\w\-+/=]{1,64}$/.test(id)) throw required('Missing or invalid channel id.');
  if (type !== 'web_hook' && type !== 'webhook') throw invalid('Unknown channel type.');
  if (typeof address !== 'string' || !isLoopback(address)) {
    throw new ApiFailure(400, 'push.webhookUrlNotHttps', 'not emulated: push to an address outside this machine');
  }
  if (store.channels.some((channel) => channel.id === id)) {
    throw new ApiFailure(400, 'channelIdNotUnique', `Channel id ${id} not unique`);
  }
  const now = store.clock.now();
  const ttl = isObject(params) && typeof params.ttl === 'string' ? Number(params.ttl) * 1000 : WEEK;
  const channel: WatchChannel = {
    id,
    resourceId: createHash('sha256').update(`events ${calendar.id}`).digest('base64url').slice(0, 27),
    resourceUri: `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(calendar.id)}/events?alt=json`,
    address,
    ...(typeof token === 'string' && { token }),
    expiration: typeof expiration === 'string' ? Number(expiration) : now + ttl,
    user,
    calendarId: calendar.id,
    messages: 0,
  };
  store.channels.push(channel);
  push(store, channel, 'sync');
  const { resourceId, resourceUri } = channel;
  return {
    kind: 'api#channel',
    id,
    resourceId,
    resourceUri,
    ...(channel.token !== undefined && { token: channel.token }),
    expiration: String(channel.expiration),
  };
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
}

function stop(call: Call): undefined {
  const { id, resourceId } = call.body;
  const { store, user } = call;
  const at = store.channels.findIndex((c) => c.id === id && c.resourceId === resourceId && c.user === user);
  if (at < 0) throw notFound();
  store.channels.splice(at, 1);
}

/** Tells the watchers of a calendar that something in it has changed. */
export function pushChange(store: CalendarStore, change: CalendarChange): void {
  for (const channel of store.channels) if (channel.calendarId === change.calendarId) push(store, channel, 'exists');
}

/** One message; `sync` begins a channel (https://developers.google.com/workspace/calendar/api/guides/push). */
function push(store: CalendarStore, channel: WatchChannel, state: 'sync' | 'exists'): void {
  if (channel.expiration <= store.clock.now()) return;
  channel.messages += 1;
  store.push({
    address: channel.address,
    headers: {
      'x-goog-channel-id': channel.id,
      'x-goog-channel-expiration': new Date(channel.expiration).toUTCString(),
      'x-goog-message-number': String(channel.messages),
      'x-goog-resource-id': channel.resourceId,
      'x-goog-resource-state': state,
      'x-goog-resource-uri': channel.resourceUri,
      ...(channel.token !== undefined && { 'x-goog-channel-token': channel.token }),
    },
  });
}

export const CHANNELS: Record<string, Handler> = {
  'calendar.events.watch': watchEvents,
  'calendar.channels.stop': stop,
};
