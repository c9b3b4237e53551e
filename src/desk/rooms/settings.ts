import { done, refused, type Outcome } from '../../booking/refusal';
import type { RecordChange, Snapshot } from '../ports/store';
import { asOwner, decideAndWrite } from '../team/access';
import { settingsOf } from '../team/people';
import type { Desk } from '../ports/ports';
import { SETTINGS_ID, type RoomChoice } from '../ports/records';
import {
  ProviderError,
  PROVIDERS,
  type ProviderId,
  type RoomProvider,
  type RoomSettings,
  type ServerSettings,
} from '../ports/rooms';

/** The Jitsi server until the owner names another one. */
export const DEFAULT_CONFERENCE_DOMAIN = 'meet.jit.si';

/** The default of a new desk: rooms that need neither account nor secret. */
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

/** A person's choices for their rooms. */
export function roomChoiceOf(snapshot: Snapshot, email: string): RoomChoice {
  return snapshot.get('roomChoice', email) ?? FIRST_CHOICE;
}

/** Whether the owner has entered everything that a provider needs. */
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

/** The server at which rooms are made, by a name that people know. */
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

/** The provider of a person's rooms: their own choice, otherwise that of the business. */
export function providerFor(snapshot: Snapshot, email: string): ProviderId {
  const settings = serverSettingsOf(snapshot);
  const { provider } = roomChoiceOf(snapshot, email);
  return provider !== null && isSetUp(settings, provider) ? provider : settings.provider;
}

/**
 * A provider, ready to be asked.
 *
 * @throws ProviderError `forbidden` if the owner has not set it up
 */
export function readyProvider(desk: Desk, snapshot: Snapshot, id: ProviderId): RoomProvider {
  const settings = serverSettingsOf(snapshot);
  if (!isSetUp(settings, id)) throw new ProviderError('forbidden', `${id} is not set up`);
  return desk.rooms.provider(id, settings);
}

/** A new secret, or the stored one if none was entered: nobody is ever shown it. */
export function keptSecret(written: string, stored: string): string {
  return written === '' ? stored : written;
}

/** The owner sets where rooms are made. */
export function saveRoomSettings(desk: Desk, change: (stored: RoomSettings) => RoomSettings): Outcome<RoomSettings> {
  return asOwner(desk, (snapshot) => {
    const { domain: _, ...stored } = serverSettingsOf(snapshot);
    const value = change(stored);
    const server: ServerSettings = { ...value, domain: '' };
    if (!isSetUp(server, value.provider)) return refused('providerNotSetUp', 'provider');
    return done({ value, changes: [{ put: 'roomSettings', id: SETTINGS_ID, value }] });
  });
}

/** A person sets their choices for their own rooms; anybody who uses the add-on may. */
export function saveRoomChoice(desk: Desk, choice: RoomChoice): Outcome<RoomChoice> {
  return decideAndWrite<RoomChoice>(desk, (snapshot) => {
    if (desk.me.email === '') return refused('notAllowed');
    const { provider } = choice;
    if (provider !== null && !isSetUp(serverSettingsOf(snapshot), provider)) {
      return refused('providerNotSetUp', 'provider');
    }
    const changes: RecordChange[] = [{ put: 'roomChoice', id: desk.me.email, value: choice }];
    return done({ value: choice, changes });
  });
}
