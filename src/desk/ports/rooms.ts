import type { Instant } from '../../booking/time/time';
/** Who makes rooms. */
export const PROVIDERS = ['jitsi', 'bigbluebutton', 'zoom'] as const;
export type ProviderId = (typeof PROVIDERS)[number];

/** One way to join. Codes are in the field that the provider's own words name. */
export interface WayIn {
  kind: 'video' | 'phone' | 'sip' | 'more';
  /** `https:`, `tel:` with pauses and codes, or `sip:`. */
  uri: string;
  pin?: string;
  passcode?: string;
  meetingCode?: string;
  /** For a phone number: ISO 3166, two letters. */
  region?: string;
  tollFree?: boolean;
}

/** What a provider has said about a meeting. */
export interface Meeting {
  /** The provider's own. */
  id: string;
  /** Address that leads into it; empty if an address is made for each visitor at their click. */
  link: string;
  /** Every other way to join. */
  ways: WayIn[];
  /** Data that only the provider's own module understands. */
  more: Record<string, string>;
}

/** The meeting to create. An event that is being created has no times yet. */
export interface MeetingPlan {
  /** Our own name for it, which nobody can guess. */
  room: string;
  title: string;
  start: Instant | null;
  end: Instant | null;
  /** One meeting for all instances of a series. */
  repeats: boolean;
  recorded: boolean;
  waitingRoom: boolean;
  muted: boolean;
  /** It was requested before, and the outcome is unknown. */
  again: boolean;
}

/** The person who enters a room. */
export interface Visitor {
  name: string;
  email: string;
  moderator: boolean;
}

export interface Abilities {
  /** Whether it knows times and titles and has to be told of new ones. */
  update: boolean;
  /** Whether there is anything to remove. */
  remove: boolean;
  record: boolean;
  /** Whether each person makes meetings with their own account. */
  login: boolean;
  /** Whether the way in is made at the click, and so leads through our own web app. */
  joinsHere: boolean;
}

/** The status of a meeting at its provider. */
export interface MeetingReport {
  status: 'waiting' | 'running' | 'gone';
}

/** One room provider. Every call may throw a ProviderError; each can be repeated without harm. */
export interface RoomProvider {
  readonly id: ProviderId;
  readonly can: Abilities;
  create(plan: MeetingPlan): Meeting;
  /** `gone`: somebody has removed it at the provider. */
  update(meeting: Meeting, plan: MeetingPlan): 'done' | 'gone';
  /** A missing meeting counts as removed. `meeting`: `null` if it is unknown whether it was ever created. */
  remove(meeting: Meeting | null, plan: MeetingPlan): void;
  describe(meeting: Meeting, plan: MeetingPlan): MeetingReport;
  /** The address that lets a visitor in, made now. */
  join(meeting: Meeting, plan: MeetingPlan, visitor: Visitor): string;
}

/** Why a provider did not do what it was asked to. docs/decisions/0006-conference-providers.md has the table. */
export type ProviderTrouble =
  /** The person has to log in there first, or again. */
  | 'authentication'
  /** This desk, or this provider, has no such rooms. */
  | 'forbidden'
  /** This person's account there is not allowed to. */
  | 'permission'
  /** Another try may succeed. */
  | 'temporary'
  /** The desk makes no more rooms for this person at the moment. */
  | 'tooMany'
  /** No try will succeed. */
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
  /** The address to which the provider sends people back. */
  redirect(): string;
  /** The address at which they log in; what comes back from there is passed to `finish`. */
  begin(): string;
  finish(parameters: Readonly<Record<string, string>>): LoginEnd;
  /** Forgets the account here, and tells the provider to do so too. */
  end(): void;
}

/** Everything outside that rooms need. */
export interface RoomGateway {
  provider(id: ProviderId, settings: ServerSettings): RoomProvider;
  /** What a provider can do: known without asking it. */
  readonly abilities: (id: ProviderId, settings: ServerSettings) => Abilities;
  login(settings: ServerSettings): Login;
  /** Runs work while no other execution of the same person talks to a provider, so that nothing is created twice. */
  alone<T>(work: () => T): T;
}

/**
 * Where rooms are made, and with which secrets: these are stored, never shown. There is one record: its id is `desk`.
 */
export interface RoomSettings {
  /** The provider for everybody who has not chosen another. */
  provider: ProviderId;
  /** The business's text in every invitation, with a few HTML tags. */
  legal: string;
  jitsi: {
    /** For tokens; empty if the server requires none. */
    appId: string;
    secret: string;
    /** Addresses at which the server gives its phone numbers and a room's PIN; empty if it has none. */
    numbers: string;
    pins: string;
  };
  bigbluebutton: {
    /** As the server's own settings have it, such as `https://bbb.example/bigbluebutton/`. */
    server: string;
    secret: string;
    /** E.164; empty for the one that the server names. */
    dialNumber: string;
  };
  zoom: {
    clientId: string;
    secret: string;
    /** Where people log in, and where meetings are made. */
    login: string;
    api: string;
  };
}

/** The same, with the Jitsi server of the business. */
export interface ServerSettings extends RoomSettings {
  domain: string;
}
