import type { FieldName } from '../../booking/refusal';
import { fieldText } from '../../i18n/index';
import type { RoomChoice, ServerSettings } from '../../desk/ports/records';
import { PROVIDERS, type ProviderId } from '../../desk/ports/rooms';
import { providersSetUp } from '../../desk/rooms/settings';
import type { CardContext } from '../kit/context';
import { chosen, dropdown, input } from '../kit/form';
import { present, type Button, type CardView, type Section, type Widget } from '../kit/widgets';

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
  return {
    name: 'rooms',
    title: t('rooms.title'),
    sections: present<Section>([
      {
        widgets: [
          { kind: 'line', icon: 'VIDEO_CAMERA', text: t('rooms.madeBy', name) },
          { kind: 'text', text: records ? t('rooms.records') : t('rooms.noRecording', name), tone: 'quiet' },
        ],
      },
      loginSection(context, rooms),
      { title: t('rooms.new'), widgets: [...choiceWidgets(context, rooms), saveButton(context, 'saveRoomChoice')] },
      {
        widgets: [
          {
            kind: 'buttons',
            buttons: present<Button>([
              isOwner && { text: t('rooms.servers'), click: { action: 'showRoomServers' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ]),
          },
        ],
      },
    ]),
  };
}

function loginSection({ t }: CardContext, { login }: OwnRooms): Section | null {
  if (login === null) return null;
  const { isLoggedIn, logIn } = login;
  const button: Button = isLoggedIn
    ? { text: t('rooms.logOut'), click: { action: 'logOutOfRooms' } }
    : { text: t('rooms.logIn'), click: { link: logIn }, filled: true };
  return {
    widgets: [
      { kind: 'text', text: isLoggedIn ? t('rooms.loggedIn') : t('rooms.notLoggedIn') },
      { kind: 'buttons', buttons: [button] },
    ],
  };
}

function choiceWidgets(context: CardContext, { settings, choice }: OwnRooms): Widget[] {
  const { t } = context;
  const business = t('rooms.asBusiness', { provider: t(`rooms.name.${settings.provider}`) });
  const own = providersSetUp(settings).map((id) => ({ value: id, label: t(`rooms.name.${id}`) }));
  const options = [{ value: '', label: business }, ...own];
  return [
    dropdown('provider', fieldText(t, 'provider'), options, choice.provider ?? ''),
    {
      kind: 'choice',
      name: 'roomOptions',
      label: t('rooms.options'),
      look: 'checkboxes',
      options: (['waitingRoom', 'muted'] as const).map((value) => ({
        value,
        label: t(`rooms.${value}`),
        selected: choice[value],
      })),
    },
  ];
}

function saveButton({ t }: CardContext, action: 'saveRoomChoice' | 'saveRoomServers'): Widget {
  return { kind: 'buttons', buttons: [{ text: t('settings.save'), filled: true, click: { action } }] };
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
  const folded = (id: ProviderId, widgets: Widget[]): Section => ({ title: t(`rooms.name.${id}`), widgets, folded: 1 });
  return {
    name: 'roomServers',
    title: t('rooms.servers'),
    sections: [
      { widgets: [providerChoice(context, settings), legalInput(context, legal)] },
      folded('jitsi', [
        plain('jitsiAppId', jitsi.appId),
        secret('jitsiSecret', jitsi.secret),
        plain('jitsiNumbers', jitsi.numbers),
        plain('jitsiPins', jitsi.pins),
      ]),
      folded('bigbluebutton', [
        plain('bbbServer', bigbluebutton.server),
        secret('bbbSecret', bigbluebutton.secret),
        plain('bbbDialNumber', bigbluebutton.dialNumber),
      ]),
      folded('zoom', [
        plain('zoomClientId', zoom.clientId),
        secret('zoomSecret', zoom.secret),
        { kind: 'text', text: t('rooms.redirect', { address: redirect }), tone: 'quiet' },
        plain('zoomLogin', zoom.login),
        plain('zoomApi', zoom.api),
      ]),
      { widgets: [{ kind: 'text', text: t('rooms.allowList'), tone: 'quiet' }, forgetChoice(context)] },
      { widgets: [saveButton(context, 'saveRoomServers')] },
    ],
  };
}

function providerChoice(context: CardContext, { provider }: ServerSettings): Widget {
  const { t } = context;
  const options = PROVIDERS.map((id) => ({ value: id, label: t(`rooms.name.${id}`) }));
  return dropdown('provider', fieldText(t, 'provider'), options, chosen(context, 'provider', PROVIDERS, provider));
}

function legalInput({ t, event }: CardContext, legal: string): Widget {
  const value = event.inputs('legal')[0] ?? legal;
  return { kind: 'input', name: 'legal', label: fieldText(t, 'legal'), value, multiline: true };
}

function secretInput({ t }: CardContext, name: FieldName, kept: string): Widget {
  const hint = kept === '' ? t('rooms.secretNone') : t('rooms.secretKept');
  return { kind: 'input', name, label: fieldText(t, name), value: '', hint };
}

function forgetChoice({ t }: CardContext): Widget {
  const option = { value: 'yes', label: t('rooms.forgetSecrets'), selected: false };
  return { kind: 'choice', name: 'forgetSecrets', label: '', look: 'checkboxes', options: [option] };
}
