import type { Instant } from '../../booking/time/time';
import type { ServerSettings } from './records';

/** Who makes rooms. */
export const PROVIDERS = ['jitsi', 'bigbluebutton', 'zoom'] as const;
export type ProviderId = (typeof PROVIDERS)[number];

/** One way to join. Codes stand in the field that the provider's own words name. */
export interface WayIn {
  kind: 'video' | 'phone' | 'sip' | 'more';
  /** `https:`, `tel:` with pauses and codes, or `sip:`. */
  uri: string;
  pin?: string;
  passcode?: string;
  meetingCode?: string;
  /** Of a telephone number: ISO 3166, two letters. */
  region?: string;
  tollFree?: boolean;
}

/** What a provider has said of a meeting. */
export interface Meeting {
  /** The provider's own. */
  id: string;
  /** Address that leads into it; empty where a way in is made for each visitor at their click. */
  link: string;
  /** Every other way to join. */
  ways: WayIn[];
  /** What only the provider's own file understands. */
  more: Record<string, string>;
}

/** What a meeting is to be. An event that is being made has no times yet. */
export interface MeetingPlan {
  /** Our own name of it, which nobody can guess. */
  room: string;
  title: string;
  start: Instant | null;
  end: Instant | null;
  /** One meeting for all instances of a series. */
  repeats: boolean;
  recorded: boolean;
  waitingRoom: boolean;
  muted: boolean;
  /** It was asked for before, and nobody knows what came of it. */
  again: boolean;
}

/** Who goes into a room. */
export interface Visitor {
  name: string;
  email: string;
  moderator: boolean;
}

export interface Abilities {
  /** Whether it knows times and titles, and is to be told of new ones. */
  update: boolean;
  /** Whether there is something to take away. */
  remove: boolean;
  record: boolean;
  /** Whether each person makes meetings with an account of their own. */
  login: boolean;
  /** Whether a way in is made at the click, and so leads through our own web app. */
  joinsHere: boolean;
}

/** How a meeting stands at its provider. */
export interface MeetingReport {
  status: 'waiting' | 'running' | 'gone';
}

/** One maker of rooms. Every call may throw a ProviderError; each can be repeated without harm. */
export interface RoomProvider {
  readonly id: ProviderId;
  readonly can: Abilities;
  create(plan: MeetingPlan): Meeting;
  /** `gone`: somebody has taken it away at the provider. */
  update(meeting: Meeting, plan: MeetingPlan): 'done' | 'gone';
  /** One that is not there counts as removed. `meeting`: null where it is not known whether it was ever made. */
  remove(meeting: Meeting | null, plan: MeetingPlan): void;
  describe(meeting: Meeting, plan: MeetingPlan): MeetingReport;
  /** The address that lets a visitor in, made now. */
  join(meeting: Meeting, plan: MeetingPlan, visitor: Visitor): string;
}

/** Why a provider did not do what it was asked. docs/decisions/0006-conference-providers.md has the table. */
export type ProviderTrouble =
  /** The person has to log in there first, or once more. */
  | 'authentication'
  /** This desk, or this provider, has no such rooms. */
  | 'forbidden'
  /** This person's account there may not. */
  | 'permission'
  /** Another try may do. */
  | 'temporary'
  /** None will. */
  | 'permanent';

export class ProviderError extends Error {
  override name = 'ProviderError';
  constructor(
    readonly trouble: ProviderTrouble,
    message: string,
  ) {
    super(message);
  }
}

/** How a log-in at a provider ended. */
export type LoginEnd = 'done' | 'denied' | 'expired' | 'failed';

/** The account at a provider of the person at work. */
export interface Login {
  isLoggedIn(): boolean;
  /** Where the provider has to let people come back to. */
  redirect(): string;
  /** The address at which they log in; what comes back from there is handed to `finish`. */
  begin(): string;
  finish(parameters: Readonly<Record<string, string>>): LoginEnd;
  /** Forgets the account here, and tells the provider to. */
  end(): void;
}

/** Everything outside that rooms need. */
export interface RoomGateway {
  provider(id: ProviderId, settings: ServerSettings): RoomProvider;
  /** What a provider can do: known without asking it. */
  abilities(id: ProviderId, settings: ServerSettings): Abilities;
  login(settings: ServerSettings): Login;
  /** Runs work while no other execution of the same person talks to a provider: what it asks for is made once. */
  alone<T>(work: () => T): T;
}
