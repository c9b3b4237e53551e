import { createHash, randomInt, randomUUID } from 'node:crypto';

/** A room that is open on the server. */
export interface BigBlueButtonMeeting {
  meetingID: string;
  name: string;
  attendeePW: string;
  moderatorPW: string;
  voiceBridge: string;
  dialNumber: string;
  record: boolean;
  /** Minutes; 0 is without an end. */
  duration: number;
  /** Epoch milliseconds. */
  createTime: number;
  /** Everything that `create` was called with the first time. */
  parameters: Record<string, string>;
  users: BigBlueButtonUser[];
}

/** Somebody who has joined. */
export interface BigBlueButtonUser {
  fullName: string;
  userID: string;
  role: 'MODERATOR' | 'VIEWER';
  sessionToken: string;
}

/** A call that was refused: `returncode` FAILED with a key and a sentence. */
export class Refusal extends Error {
  constructor(
    readonly key: string,
    message: string,
  ) {
    super(message);
  }
}

/** An element's content: a text, or elements within it. A list means a repeated element. */
export type Content = string | number | boolean | Content[] | { [element: string]: Content };

/** What a successful call answers with, as the elements of `<response>`. */
export type Answered = Record<string, Content>;

/**
 * The rooms of a BigBlueButton server and the calls on them. Which parameters are demanded, which keys refusals have
 * and which elements answers have: docs.bigbluebutton.org/development/api; bigbluebutton-web, ApiController.groovy and
 * the constraints of bbb-common-web.
 */
export class BigBlueButtonMeetings {
  readonly open = new Map<string, BigBlueButtonMeeting>();

  constructor(
    private readonly dialNumber: string,
    private readonly now: () => number,
  ) {}

  create(p: URLSearchParams): Answered {
    const meetingID = idOf(p);
    const name = p.get('name') ?? '';
    if (name === '') throw new Refusal('validationError', 'You must provide a meeting name');
    if (name.length < 2 || name.length > 256) {
      throw new Refusal('validationError', 'Meeting name must be between 2 and 256 characters');
    }
    for (const field of ['record', 'autoStartRecording', 'allowStartStopRecording']) booleanOf(p, field);
    const existing = this.open.get(meetingID);
    if (existing !== undefined) {
      // Only the passwords decide whether it is the same room. Who names none asks for new ones at random, which are
      // never those of the existing room; other differences are not taken over.
      if (existing.attendeePW !== p.get('attendeePW') || existing.moderatorPW !== p.get('moderatorPW')) {
        throw new Refusal(
          'idNotUnique',
          'A meeting already exists with that meeting ID.  Please use a different meeting ID.',
        );
      }
      return {
        ...created(existing),
        messageKey: 'duplicateWarning',
        message: 'This conference was already in existence and may currently be in progress.',
      };
    }
    const meeting: BigBlueButtonMeeting = {
      meetingID,
      name,
      attendeePW: passwordOf(p, 'attendeePW'),
      moderatorPW: passwordOf(p, 'moderatorPW'),
      voiceBridge: this.voiceBridgeOf(p),
      dialNumber: p.get('dialNumber') ?? this.dialNumber,
      record: booleanOf(p, 'record'),
      duration: numberOf(p, 'duration'),
      createTime: this.now(),
      parameters: Object.fromEntries(p),
      users: [],
    };
    this.open.set(meetingID, meeting);
    return { ...created(meeting), messageKey: '', message: '' };
  }

  end(p: URLSearchParams): Answered {
    const meeting = this.find(p);
    const password = p.get('password');
    if (password !== null && password !== meeting.moderatorPW) {
      throw new Refusal('invalidPassword', 'The supplied moderator password is incorrect');
    }
    this.open.delete(meeting.meetingID);
    return {
      messageKey: 'sentEndMeetingRequest',
      message:
        'A request to end the meeting was sent.  Please wait a few seconds, and then use the getMeetingInfo or isMeetingRunning API calls to verify that it was ended.',
    };
  }

  /** A room nobody is in does not run, and asking for one that is not there is no mistake. */
  isMeetingRunning(p: URLSearchParams): Answered {
    return { running: (this.open.get(idOf(p))?.users.length ?? 0) > 0 };
  }

  getMeetingInfo(p: URLSearchParams): Answered {
    const meeting = this.find(p);
    const { name, users, record, parameters } = meeting;
    const metadata = Object.entries(parameters).flatMap(([key, value]): [string, string][] =>
      key.startsWith('meta_') ? [[key.slice('meta_'.length).toLowerCase(), value]] : [],
    );
    return {
      meetingName: name,
      ...created(meeting),
      running: users.length > 0,
      recording: record,
      participantCount: users.length,
      moderatorCount: users.filter(({ role }) => role === 'MODERATOR').length,
      attendees: { attendee: users.map(({ userID, fullName, role }) => ({ userID, fullName, role })) },
      metadata: Object.fromEntries(metadata),
      messageKey: '',
      message: '',
    };
  }

  /** Lets somebody in, as the role or the password says. */
  join(p: URLSearchParams): BigBlueButtonUser {
    const fullName = (p.get('fullName') ?? '').trim();
    if (fullName === '') throw new Refusal('missingParamFullName', 'You must provide your name');
    const meeting = this.find(p);
    const createTime = p.get('createTime');
    if (createTime !== null && createTime !== String(meeting.createTime)) {
      throw new Refusal(
        'mismatchCreateTimeParam',
        'The createTime parameter submitted mismatches with the current meeting.',
      );
    }
    const role = roleOf(p, meeting);
    const sessionToken = randomUUID().replaceAll('-', '').slice(0, 16);
    const user: BigBlueButtonUser = { fullName, userID: p.get('userID') ?? `w_${sessionToken}`, role, sessionToken };
    meeting.users.push(user);
    return user;
  }

  /** Whose session it is, and where. */
  session(token: string): { user: BigBlueButtonUser; meeting: BigBlueButtonMeeting } | null {
    for (const meeting of this.open.values()) {
      const user = meeting.users.find(({ sessionToken }) => sessionToken === token);
      if (user !== undefined) return { user, meeting };
    }
    return null;
  }

  private find(p: URLSearchParams): BigBlueButtonMeeting {
    const meeting = this.open.get(idOf(p));
    if (meeting === undefined) throw new Refusal('notFound', 'We could not find a meeting with that meeting ID');
    return meeting;
  }

  /** Five digits, each for one room only: telephones find their room by it. */
  private voiceBridgeOf(p: URLSearchParams): string {
    const taken = new Set([...this.open.values()].map(({ voiceBridge }) => voiceBridge));
    const wanted = p.get('voiceBridge');
    if (wanted !== null) {
      if (!/^[1-9]\d{4}$/.test(wanted)) throw new Refusal('validationError', 'Voice bridge must be a 5-digit integer');
      if (taken.has(wanted)) throw new Refusal('nonUniqueVoiceBridge', 'The selected voice bridge is already in use.');
      return wanted;
    }
    for (;;) {
      const drawn = String(randomInt(10_000, 100_000));
      if (!taken.has(drawn)) return drawn;
    }
  }
}

function created(meeting: BigBlueButtonMeeting): Answered {
  const { meetingID, attendeePW, moderatorPW, createTime, voiceBridge, dialNumber, duration, users } = meeting;
  const inner = createHash('sha1').update(meetingID).digest('hex');
  return {
    meetingID,
    internalMeetingID: `${inner}-${createTime}`,
    parentMeetingID: 'bbb-none',
    attendeePW,
    moderatorPW,
    createTime,
    voiceBridge,
    dialNumber,
    createDate: new Date(createTime).toUTCString(),
    hasUserJoined: users.length > 0,
    duration,
    hasBeenForciblyEnded: false,
  };
}

function idOf(p: URLSearchParams): string {
  const id = (p.get('meetingID') ?? '').trim();
  if (id === '') throw new Refusal('missingParamMeetingID', 'You must provide a meeting ID');
  if (id.length < 2 || id.length > 256) {
    throw new Refusal('validationError', 'Meeting ID must be between 2 and 256 characters');
  }
  if (id.includes(',')) throw new Refusal('validationError', "Meeting ID cannot contain ','");
  return id;
}

function passwordOf(p: URLSearchParams, name: string): string {
  const password = p.get(name) ?? '';
  if (password === '') return randomUUID().slice(0, 8);
  if (password.length < 2 || password.length > 64) {
    throw new Refusal('invalidPassword', 'Passwords must be between 2 and 64 character in length');
  }
  return password;
}

function booleanOf(p: URLSearchParams, name: string): boolean {
  const value = p.get(name);
  if (value === null || value === 'false') return false;
  if (value !== 'true') throw new Refusal('validationError', `${name} must be a boolean value`);
  return true;
}

function numberOf(p: URLSearchParams, name: string): number {
  const value = p.get(name) ?? '0';
  if (!/^\d+$/.test(value)) throw new Refusal('validationError', `${name} must be an integer`);
  return Number(value);
}

/** A role that is named goes before a password [development/api, join]. */
function roleOf(p: URLSearchParams, meeting: BigBlueButtonMeeting): BigBlueButtonUser['role'] {
  const role = p.get('role')?.toUpperCase();
  if (role === 'MODERATOR') return 'MODERATOR';
  if (role === 'VIEWER') return 'VIEWER';
  const password = p.get('password');
  if (password === meeting.moderatorPW) return 'MODERATOR';
  if (password === meeting.attendeePW) return 'VIEWER';
  throw new Refusal('invalidPassword', 'You must provide either the moderator or attendee password, or a role');
}
