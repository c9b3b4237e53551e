import type { Room } from '../../desk/ports/records';
import type { WayIn, RoomSettings } from '../../desk/ports/rooms';
import { CONFERENCE_LIMITS, fittingWays, shortened } from './entry-points';
import { escapeHtml, safeHtml } from './notes';

/** A conference as Calendar accepts it, all within Google's limits. platform/ turns it into ConferenceData. */
export interface ConferenceView {
  id: string;
  solution: ConferenceSolution;
  ways: WayIn[];
  notes: string;
  parameters: Record<string, string>;
}

/**
 * The ids of our conference solutions in the manifest; they may never change [apps-script/manifest/calendar-addons].
 */
export const SOLUTIONS = { plain: 'booking-room', recorded: 'booking-room-recorded' } as const;
export type ConferenceSolution = (typeof SOLUTIONS)[keyof typeof SOLUTIONS];

export interface ViewOptions {
  settings: Pick<RoomSettings, 'legal'>;
  /** Our own text, in the language of the person who makes the room; plain text. */
  note: string;
  /** Country of the person who makes it, ISO 3166; empty if unknown. */
  home: string;
  /** Id of the booking whose event it is; empty for any other event. */
  bookingId: string;
  /** Our own page that lists every way to join; empty if there is none. */
  waysPage: string;
}

/** What Calendar should show of a room. */
export function conferenceView(room: Room, options: ViewOptions): ConferenceView {
  const { meeting, uri, name, provider, recorded } = room;
  const others = meeting?.ways ?? [];
  const hasMore = options.waysPage !== '' && others.some(({ kind }) => kind === 'phone' || kind === 'sip');
  const ways: WayIn[] = [
    { kind: 'video', uri, ...codesOfVideo(room) },
    ...others,
    ...(hasMore ? [{ kind: 'more' as const, uri: options.waysPage }] : []),
  ];
  const parameters = { room: name, provider, meeting: meeting?.id ?? '', booking: options.bookingId };
  return {
    id: shortened(name, CONFERENCE_LIMITS.id),
    solution: recorded ? SOLUTIONS.recorded : SOLUTIONS.plain,
    ways: fittingWays(ways, options.home),
    notes: notesOf(options),
    parameters: Object.fromEntries(
      Object.entries(parameters)
        .filter(([, value]) => value !== '')
        .map(([key, value]) => [key, shortened(value, CONFERENCE_LIMITS.parameterValue)]),
    ),
  };
}

/** The code that the address already contains, for people who have to type it. */
function codesOfVideo({ meeting }: Room): Pick<WayIn, 'passcode' | 'meetingCode'> {
  const { passcode, meetingCode } = meeting?.more ?? {};
  return { ...(passcode !== undefined && { passcode }), ...(meetingCode !== undefined && { meetingCode }) };
}

/** Our own line first, then the business's text. */
function notesOf({ note, settings: { legal } }: ViewOptions): string {
  const ours = escapeHtml(note);
  return safeHtml(legal === '' ? ours : `${ours}<br>${legal}`, CONFERENCE_LIMITS.notes);
}
