import { allOf, optionalText } from '../../booking/fields';
import { done, refused, type FieldName, type Outcome } from '../../booking/refusal';
import { roleOf } from '../../desk/team/people';
import { ProviderError, PROVIDERS, type RoomSettings } from '../../desk/ports/rooms';
import {
  keptSecret,
  providerFor,
  roomChoiceOf,
  saveRoomChoice,
  saveRoomSettings,
  serverSettingsOf,
} from '../../desk/rooms/settings';
import { forOwner, type Handler } from '../kit/access';
import { refusalAnswer, withoutInputs, type CardContext } from '../kit/context';
import { roomServersCard, roomsCard, type OwnRooms } from './rooms-card';
import type { CardView } from '../kit/widgets';

/** Anybody who uses the add-on may have rooms, and may choose how theirs are made. */
const onShowRooms: Handler = (context) => ({ at: 'next', card: ownCard(context) });

const onSaveRoomChoice: Handler = (context) => {
  const { event, desk } = context;
  const wanted = event.input('provider');
  const provider = PROVIDERS.find((id) => id === wanted) ?? null;
  if (provider === null && wanted !== '') {
    return refusalAnswer(context, refused('valueExpected', 'provider').refusal, ownCard(context));
  }
  const options = event.inputs('roomOptions');
  const choice = { provider, waitingRoom: options.includes('waitingRoom'), muted: options.includes('muted') };
  const outcome = saveRoomChoice(desk, choice);
  if (!outcome.ok) return refusalAnswer(context, outcome.refusal, ownCard(context));
  return { at: 'same', card: ownCard(context), notice: context.t('settings.saved') };
};

const onLogOutOfRooms: Handler = (context) => {
  const { desk } = context;
  desk.rooms.alone(() => desk.rooms.login(serverSettingsOf(desk.store.seen())).end());
  return { at: 'same', card: ownCard(context), notice: context.t('rooms.loggedOut') };
};

const onShowRoomServers: Handler = (context) =>
  // The card of a person's own rooms, from which it opens, has fields with the same names.
  forOwner(context, () => ({ at: 'next', card: serversCard(withoutInputs(context)) }));

const onSaveRoomServers: Handler = (context) =>
  forOwner(context, () => {
    const { desk, event } = context;
    const form = readServers(context);
    if (!form.ok) return refusalAnswer(context, form.refusal, serversCard(context));
    const forget = event.inputs('forgetSecrets').includes('yes');
    const outcome = saveRoomSettings(desk, (stored) => withSecrets(form.value, stored, forget));
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, serversCard(context));
    return { at: 'root', card: ownCard(context), notice: context.t('settings.saved') };
  });

function ownCard(context: CardContext): CardView {
  const { desk, me } = context;
  const snapshot = desk.store.seen();
  const settings = serverSettingsOf(snapshot);
  const provider = providerFor(snapshot, me.email);
  const can = desk.rooms.abilities(provider, settings);
  const rooms: OwnRooms = {
    settings,
    choice: roomChoiceOf(snapshot, me.email),
    provider,
    records: can.record,
    isOwner: roleOf(snapshot, me.email).isOwner,
    login: can.login ? loginOf(context) : null,
  };
  return roomsCard(context, rooms);
}

/** The log-in address is valid for an hour: each card gets its own. */
function loginOf({ desk }: CardContext): OwnRooms['login'] {
  const settings = serverSettingsOf(desk.store.seen());
  return desk.rooms.alone(() => {
    const login = desk.rooms.login(settings);
    if (login.isLoggedIn()) return { isLoggedIn: true, logIn: '' };
    try {
      return { isLoggedIn: false, logIn: login.begin() };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      desk.log(`no log-in: ${error.message}`);
      return null;
    }
  });
}

function serversCard(context: CardContext): CardView {
  const settings = serverSettingsOf(context.desk.store.seen());
  return roomServersCard(context, settings, context.desk.rooms.login(settings).redirect());
}

/** Longer than the final text may be: tags count here, but are removed later. */
const LEGAL_LENGTH = 4_000;
const SECRET_LENGTH = 300;
const ADDRESS_LENGTH = 300;

function readServers(context: CardContext): Outcome<RoomSettings> {
  const { event } = context;
  const text = (name: FieldName, max: number) => optionalText(event.input(name), name, max);
  const provider = PROVIDERS.find((id) => id === event.input('provider'));
  const form = allOf({
    provider: provider === undefined ? refused('valueExpected', 'provider') : done(provider),
    legal: text('legal', LEGAL_LENGTH),
    appId: text('jitsiAppId', SECRET_LENGTH),
    jitsiSecret: text('jitsiSecret', SECRET_LENGTH),
    numbers: address(context, 'jitsiNumbers'),
    pins: address(context, 'jitsiPins'),
    server: address(context, 'bbbServer'),
    bbbSecret: text('bbbSecret', SECRET_LENGTH),
    dialNumber: phone(context, 'bbbDialNumber'),
    clientId: text('zoomClientId', SECRET_LENGTH),
    zoomSecret: text('zoomSecret', SECRET_LENGTH),
    login: needed(address(context, 'zoomLogin'), 'zoomLogin'),
    api: needed(address(context, 'zoomApi'), 'zoomApi'),
  });
  if (!form.ok) return form;
  const { legal, appId, jitsiSecret, numbers, pins, server, bbbSecret, dialNumber, ...rest } = form.value;
  const { clientId, zoomSecret, login, api } = rest;
  return done({
    provider: rest.provider,
    legal,
    jitsi: { appId, secret: jitsiSecret, numbers, pins },
    bigbluebutton: { server, secret: bbbSecret, dialNumber },
    zoom: { clientId, secret: zoomSecret, login: unslashed(login), api: unslashed(api) },
  });
}

/** A secret that is not entered again is kept only for the account and the server that it was given for. */
function withSecrets(written: RoomSettings, stored: RoomSettings, forget: boolean): RoomSettings {
  const secret = (now: string, before: string, isSame: boolean) => keptSecret(now, forget || !isSame ? '' : before);
  const { jitsi, bigbluebutton: bbb, zoom } = stored;
  const sameServer = hostOf(written.bigbluebutton.server) === hostOf(bbb.server);
  const sameZoom =
    written.zoom.clientId === zoom.clientId &&
    hostOf(written.zoom.login) === hostOf(zoom.login) &&
    hostOf(written.zoom.api) === hostOf(zoom.api);
  return {
    ...written,
    jitsi: {
      ...written.jitsi,
      secret: secret(written.jitsi.secret, jitsi.secret, written.jitsi.appId === jitsi.appId),
    },
    bigbluebutton: { ...written.bigbluebutton, secret: secret(written.bigbluebutton.secret, bbb.secret, sameServer) },
    zoom: { ...written.zoom, secret: secret(written.zoom.secret, zoom.secret, sameZoom) },
  };
}

/** The server in an address, with its port. */
function hostOf(address: string): string {
  return /^[a-z]+:\/\/([^/?#]+)/i.exec(address)?.[1]?.toLowerCase() ?? '';
}

/** An https address, or http on this machine, where the product is tried out; or nothing. */
const ADDRESS = /^https:\/\/[^\s"<>#]+$|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/[^\s"<>#]*)?$/;

function address({ event }: CardContext, field: FieldName): Outcome<string> {
  const text = event.input(field);
  return text === '' || ADDRESS.test(text)
    ? optionalText(text, field, ADDRESS_LENGTH)
    : refused('serverExpected', field);
}

function needed(outcome: Outcome<string>, field: FieldName): Outcome<string> {
  return outcome.ok && outcome.value === '' ? refused('required', field) : outcome;
}

function phone({ event }: CardContext, field: FieldName): Outcome<string> {
  const text = event.input(field);
  return text === '' || /^\+[1-9][\d\s().-]{4,24}$/.test(text) ? done(text) : refused('phoneExpected', field);
}

function unslashed(text: string): string {
  return text.replace(/\/+$/, '');
}

export const ROOM_ACTIONS = {
  showRooms: onShowRooms,
  saveRoomChoice: onSaveRoomChoice,
  logOutOfRooms: onLogOutOfRooms,
  showRoomServers: onShowRoomServers,
  saveRoomServers: onSaveRoomServers,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof ROOM_ACTIONS, true> {}
}
