import type { FieldName } from '../../booking/refusal';
import { fieldText } from '../../i18n/index';
import type { RoomChoice } from '../../desk/ports/records';
import { PROVIDERS, type ProviderId, type ServerSettings } from '../../desk/ports/rooms';
import { providersSetUp } from '../../desk/rooms/settings';
import type { CardContext } from '../kit/context';
import { chosen, input } from '../kit/form';
import type { CardView, Section, Widget } from '../kit/widgets';
import {
  backHome,
  button,
  buttons,
  card,
  checkbox,
  checkboxes,
  dropdown,
  folded,
  line,
  linkButton,
  multiline,
  paragraph,
  quiet,
  radio,
  section,
  submit,
  textField,
  titled,
} from '../kit/parts';

/** What the card of a person's own rooms is made from. */
export interface OwnRooms {
  settings: ServerSettings;
  choice: RoomChoice;
  /** Who makes this person's rooms. */
  provider: ProviderId;
  records: boolean;
  isOwner: boolean;
  /** `null` if the provider has no personal accounts. */
  login: { isLoggedIn: boolean; logIn: string } | null;
}

/** Who makes this person's rooms, their account there, and their options for new rooms. */
export function roomsCard(context: CardContext, rooms: OwnRooms): CardView {
  const { t } = context;
  const { provider, records, isOwner } = rooms;
  const name = { provider: t(`rooms.name.${provider}`) };
  return card(
    'rooms',
    t('rooms.title'),
    section(
      line(t('rooms.madeBy', name), { icon: 'VIDEO_CAMERA' }),
      quiet(records ? t('rooms.records') : t('rooms.noRecording', name)),
    ),
    loginSection(context, rooms),
    titled(t('rooms.new'), ...choiceWidgets(context, rooms), saveButton(context, 'saveRoomChoice')),
    section(buttons(isOwner && button(t('rooms.servers'), 'showRoomServers'), backHome(t))),
  );
}

function loginSection({ t }: CardContext, { login }: OwnRooms): Section | null {
  if (login === null) return null;
  const { isLoggedIn, logIn } = login;
  return isLoggedIn
    ? section(paragraph(t('rooms.loggedIn')), buttons(button(t('rooms.logOut'), 'logOutOfRooms')))
    : section(paragraph(t('rooms.notLoggedIn')), buttons({ ...linkButton(t('rooms.logIn'), logIn), filled: true }));
}

function choiceWidgets(context: CardContext, { settings, choice }: OwnRooms): Widget[] {
  const { t } = context;
  const business = t('rooms.asBusiness', { provider: t(`rooms.name.${settings.provider}`) });
  const own = providersSetUp(settings).map((id) => ({ value: id, label: t(`rooms.name.${id}`) }));
  const options = [{ value: '', label: business }, ...own];
  const wishes = (['waitingRoom', 'muted'] as const).map((value) => ({ value, label: t(`rooms.${value}`) }));
  return [
    radio('provider', fieldText(t, 'provider'), options, choice.provider ?? ''),
    checkboxes('roomOptions', t('rooms.options'), wishes, (value) =>
      value === 'waitingRoom' ? choice.waitingRoom : choice.muted,
    ),
  ];
}

function saveButton({ t }: CardContext, action: 'saveRoomChoice' | 'saveRoomServers'): Widget {
  return buttons(submit(t('settings.save'), action));
}

/**
 * Where rooms are made, for the owner. A secret is stored and never shown: neither the stored one, nor the typed one
 * when the form is shown again.
 */
export function roomServersCard(context: CardContext, settings: ServerSettings, redirect: string): CardView {
  const { t } = context;
  const { jitsi, bigbluebutton, zoom, legal } = settings;
  const plain = (name: FieldName, value: string) => input(context, name, value);
  const secret = (name: FieldName, kept: string) => secretInput(context, name, kept);
  const provider = (id: ProviderId, ...widgets: Widget[]) => folded(t(`rooms.name.${id}`), 1, ...widgets);
  return card(
    'roomServers',
    t('rooms.servers'),
    section(providerChoice(context, settings), legalInput(context, legal)),
    provider(
      'jitsi',
      plain('jitsiAppId', jitsi.appId),
      secret('jitsiSecret', jitsi.secret),
      plain('jitsiNumbers', jitsi.numbers),
      plain('jitsiPins', jitsi.pins),
    ),
    provider(
      'bigbluebutton',
      plain('bbbServer', bigbluebutton.server),
      secret('bbbSecret', bigbluebutton.secret),
      plain('bbbDialNumber', bigbluebutton.dialNumber),
    ),
    provider(
      'zoom',
      plain('zoomClientId', zoom.clientId),
      secret('zoomSecret', zoom.secret),
      quiet(t('rooms.redirect', { address: redirect })),
      plain('zoomLogin', zoom.login),
      plain('zoomApi', zoom.api),
    ),
    section(quiet(t('rooms.allowList')), forgetChoice(context)),
    section(saveButton(context, 'saveRoomServers')),
  );
}

function providerChoice(context: CardContext, { provider }: ServerSettings): Widget {
  const { t } = context;
  const options = PROVIDERS.map((id) => ({ value: id, label: t(`rooms.name.${id}`) }));
  return dropdown('provider', fieldText(t, 'provider'), options, chosen(context, 'provider', PROVIDERS, provider));
}

function legalInput({ t, event }: CardContext, legal: string): Widget {
  const value = event.inputs('legal')[0] ?? legal;
  return multiline('legal', fieldText(t, 'legal'), value);
}

function secretInput({ t }: CardContext, name: FieldName, kept: string): Widget {
  const hint = kept === '' ? t('rooms.secretNone') : t('rooms.secretKept');
  return textField(name, fieldText(t, name), '', hint);
}

function forgetChoice({ t }: CardContext): Widget {
  return checkbox('forgetSecrets', 'yes', t('rooms.forgetSecrets'), false);
}
