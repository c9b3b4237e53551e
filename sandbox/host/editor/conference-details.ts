import type { ConferenceData, EntryPoint } from '../../calendar/model/resources';
import { picture } from '../cards/pictures';
import { el } from '../ui/dom';
import { icon } from '../ui/icons';

const CODES = ['meetingCode', 'accessCode', 'passcode', 'password', 'pin'] as const;

/**
 * Phone numbers that Calendar shows at most
 * (https://developers.google.com/apps-script/reference/conference-data/entry-point).
 */
const MOST_PHONES = 2;

/** How to join: by video, by telephone, by other ways, each with its codes. */
export function conferenceDetails(data: ConferenceData): HTMLElement {
  const points = data.entryPoints ?? [];
  const of = (type: string) => points.filter((point) => point.entryPointType === type);
  const [video] = of('video');
  const status = data.createRequest?.status?.statusCode;
  const name = data.conferenceSolution?.name ?? 'Google Meet';
  return el(
    'div',
    { class: 'conference-details' },
    video !== undefined && video.uri !== '' && joinLine(video, name, data.conferenceSolution?.iconUri ?? ''),
    video !== undefined && codes(video),
    ...of('phone')
      .slice(0, MOST_PHONES)
      .map((point) => wayIn('phone', point)),
    ...of('sip').map((point) => wayIn('video', point)),
    ...of('more').map((point) => wayIn('external', point)),
    data.notes !== undefined && el('p', { class: 'label' }, plain(data.notes)),
    status === 'pending' && el('p', { class: 'label', role: 'status' }, `${name}: the link is being made.`),
    status === 'failure' && el('p', { class: 'wrong' }, `${name}: the link could not be made.`),
  );
}

function joinLine({ uri, label }: EntryPoint, name: string, logo: string): HTMLElement {
  return el(
    'div',
    { class: 'join' },
    el(
      'a',
      {
        href: uri,
        target: '_blank',
        rel: 'noopener',
        class: 'filled',
        'data-testid': 'event-join',
        title: `Join with ${name}`,
      },
      logo === '' ? icon('video') : picture(logo, ''),
      'Join',
    ),
    el('span', { class: 'label address' }, `${name}: ${label ?? uri.replace(/^https?:\/\//, '')}`),
  );
}

function wayIn(mark: 'phone' | 'video' | 'external', point: EntryPoint): HTMLElement {
  const shown = point.label ?? point.uri.replace(/^(tel|sips?):/, '');
  return el(
    'div',
    { class: 'way-in' },
    icon(mark),
    el(
      'a',
      { href: point.uri, target: '_blank', rel: 'noopener' },
      point.entryPointType === 'more' ? 'More ways to join' : shown,
    ),
    codes(point),
  );
}

function codes(point: EntryPoint): HTMLElement | null {
  const shown = CODES.filter((name) => point[name] !== undefined).map((name) => `${WORDS[name]}: ${point[name] ?? ''}`);
  return shown.length === 0 ? null : el('span', { class: 'label' }, shown.join(' · '));
}

const WORDS: Readonly<Record<(typeof CODES)[number], string>> = {
  meetingCode: 'Meeting code',
  accessCode: 'Access code',
  passcode: 'Passcode',
  password: 'Password',
  pin: 'PIN',
};

/** Notes may have HTML in them; its text is enough. */
function plain(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent;
}
