import type { WayIn } from '../../desk/ports/rooms';

/**
 * What Google accepts in a conference; setters and build() throw for more [apps-script/reference/conference-data]. The
 * rules by which more is made to fit are in docs/decisions/0006-conference-providers.md.
 */
export const CONFERENCE_LIMITS = {
  id: 512,
  uri: 1_300,
  code: 128,
  notes: 2_048,
  entryPoints: 300,
  parameterKey: 50,
  parameterValue: 1_024,
} as const;

const ADDRESS: Record<WayIn['kind'], RegExp> = {
  video: /^https?:\/\/[^\s/]+\S*$/i,
  more: /^https?:\/\/[^\s/]+\S*$/i,
  phone: /^tel:\S+$/i,
  sip: /^sip:\S+$/i,
};

/**
 * The ways to join as Google accepts them: one by video, one by SIP, one for all the others, and phone numbers, those
 * of the person's own country first. Whatever is too long is left out, since half an address or half a code leads
 * nowhere.
 *
 * @param home the country whose numbers come first, ISO 3166; Calendar shows two numbers
 */
export function fittingWays(ways: readonly WayIn[], home: string): WayIn[] {
  const usable = ways.filter(isUsable).map(withFittingCodes);
  const [video] = usable.filter(({ kind }) => kind === 'video');
  const [sip] = usable.filter(({ kind }) => kind === 'sip');
  const [more] = usable.filter(({ kind }) => kind === 'more');
  const phones = ordered(
    usable.filter(({ kind }) => kind === 'phone'),
    home,
  );
  const joins = [video, ...phones, sip].filter((way): way is WayIn => way !== undefined);
  // An entry that only points to more ways to join is not enough alone.
  const all = more === undefined || joins.length === 0 ? joins : [...joins.slice(0, MOST_WITH_MORE), more];
  return all.slice(0, CONFERENCE_LIMITS.entryPoints);
}

const MOST_WITH_MORE = CONFERENCE_LIMITS.entryPoints - 1;

function isUsable({ kind, uri }: WayIn): boolean {
  return ADDRESS[kind].test(uri) && uri.length <= CONFERENCE_LIMITS.uri;
}

function withFittingCodes(way: WayIn): WayIn {
  const { kind, uri, pin, passcode, meetingCode, region, tollFree } = way;
  return {
    kind,
    uri,
    ...(isCode(pin) && { pin }),
    ...(isCode(passcode) && { passcode }),
    ...(isCode(meetingCode) && { meetingCode }),
    ...(kind === 'phone' && isRegion(region) && { region: region.toUpperCase() }),
    ...(kind === 'phone' && tollFree !== undefined && { tollFree }),
  };
}

function isCode(code: string | undefined): code is string {
  return code !== undefined && code !== '' && code.length <= CONFERENCE_LIMITS.code;
}

function isRegion(region: string | undefined): region is string {
  return region !== undefined && /^[A-Za-z]{2}$/.test(region);
}

/** Numbers of the home country first, each once, otherwise in the provider's order. */
function ordered(phones: readonly WayIn[], home: string): WayIn[] {
  const byNumber = new Map<string, WayIn>();
  for (const phone of phones) if (!byNumber.has(phone.uri)) byNumber.set(phone.uri, phone);
  const all = [...byNumber.values()];
  const isHome = ({ region }: WayIn) => region !== undefined && region === home.toUpperCase();
  return [...all.filter(isHome), ...all.filter((phone) => !isHome(phone))];
}

/** A text cut between characters, with an ellipsis. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
