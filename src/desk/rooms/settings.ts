import { done, refused, type Outcome } from '../../booking/refusal';
import type { RecordChange, Snapshot } from '../ports/store';
import { asOwner } from '../team/access';
import { settingsOf } from '../team/people';
import type { Desk } from '../ports/ports';
import { SETTINGS_ID, type RoomChoice, type RoomSettings, type ServerSettings } from '../ports/records';
import { ProviderError, PROVIDERS, type ProviderId, type RoomProvider } from '../ports/rooms';

/** Where Jitsi's rooms are made as long as the owner has named no other server. */
export const DEFAULT_CONFERENCE_DOMAIN = 'meet.jit.si';

/** What a new desk has: rooms that need no account and no secret. */
const FIRST_SETTINGS: RoomSettings = {
  provider: 'jitsi',
  legal: '',
  jitsi: { appId: '', secret: '', numbers: '', pins: '' },
  bigbluebutton: { server: '', secret: '', dialNumber: '' },
  zoom: { clientId: '', secret: '', login: 'https://zoom.us/oauth', api: 'https://api.zoom.us/v2' },
};

const FIRST_CHOICE: RoomChoice = { provider: null, waitingRoom: false, muted: false };

/** Where rooms are made. */
export function serverSettingsOf(snapshot: Snapshot): ServerSettings {
  const domain = settingsOf(snapshot)?.jitsiDomain ?? DEFAULT_CONFERENCE_DOMAIN;
  return { ...FIRST_SETTINGS, ...snapshot.get('roomSettings', SETTINGS_ID), domain };
}

/** What a person wants of their rooms. */
export function roomChoiceOf(snapshot: Snapshot, email: string): RoomChoice {
  return snapshot.get('roomChoice', email) ?? FIRST_CHOICE;
}

/** Whether the owner has said all that a provider needs. */
export function isSetUp(settings: ServerSettings, id: ProviderId): boolean {
  switch (id) {
    case 'jitsi':
      return true;
    case 'bigbluebutton':
      return settings.bigbluebutton.server !== '' && settings.bigbluebutton.secret !== '';
    case 'zoom':
      return settings.zoom.clientId !== '';
  }
}

/** The server at which rooms are made, by the name that people know. */
export function serverNames(snapshot: Snapshot): string {
  const settings = serverSettingsOf(snapshot);
  const { provider, bigbluebutton, zoom } = settings;
  const address = { jitsi: settings.domain, bigbluebutton: bigbluebutton.server, zoom: zoom.login }[provider];
  return address.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

/** The providers from which people can choose. */
export function providersSetUp(settings: ServerSettings): ProviderId[] {
  return PROVIDERS.filter((id) => isSetUp(settings, id));
}

/** Who makes a person's rooms: whom they have chosen, else whom the business has. */
export function providerFor(snapshot: Snapshot, email: string): ProviderId {
  const settings = serverSettingsOf(snapshot);
  const { provider } = roomChoiceOf(snapshot, email);
  return provider !== null && isSetUp(settings, provider) ? provider : settings.provider;
}

/**
 * A provider, ready to be asked.
 *
 * @throws ProviderError `forbidden` where the owner has not set it up
 */
export function readyProvider(desk: Desk, snapshot: Snapshot, id: ProviderId): RoomProvider {
  const settings = serverSettingsOf(snapshot);
  if (!isSetUp(settings, id)) throw new ProviderError('forbidden', `${id} is not set up`);
  return desk.rooms.provider(id, settings);
}

/** A new secret, or the one that is kept where none was written: nobody is ever shown it. */
export function keptSecret(written: string, stored: string): string {
  return written === '' ? stored : written;
}

/** The owner says where rooms are made. */
export function saveRoomSettings(desk: Desk, change: (stored: RoomSettings) => RoomSettings): Outcome<RoomSettings> {
  return asOwner(desk, (snapshot) => {
    const { domain: _, ...stored } = serverSettingsOf(snapshot);
    const value = change(stored);
    const server: ServerSettings = { ...value, domain: '' };
    if (!isSetUp(server, value.provider)) return refused('providerNotSetUp', 'provider');
    return done({ value, changes: [{ put: 'roomSettings', id: SETTINGS_ID, value }] });
  });
}

/** Somebody says what they want of their own rooms; anybody may who uses the add-on. */
export function saveRoomChoice(desk: Desk, choice: RoomChoice): Outcome<RoomChoice> {
  return desk.store.update<Outcome<RoomChoice>>((snapshot) => {
    if (desk.me.email === '') return { changes: [], result: refused('notAllowed') };
    const { provider } = choice;
    if (provider !== null && !isSetUp(serverSettingsOf(snapshot), provider)) {
      return { changes: [], result: refused('providerNotSetUp', 'provider') };
    }
    const changes: RecordChange[] = [{ put: 'roomChoice', id: desk.me.email, value: choice }];
    return { changes, result: done(choice) };
  });
}
