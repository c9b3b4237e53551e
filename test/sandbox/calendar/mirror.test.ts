// A client that synchronises by token alone ends up with what a full list shows, whatever happens in between:
// developers.google.com/workspace/calendar/api/guides/sync.
import fc from 'fast-check';
import { ANNA, Google, MEI, at, type Account, type Event } from '../../support/google-calendar';

type Step = (organizer: Account, guest: Account, pick: (events: Event[]) => Event | undefined) => void;

const day = (n: number) => `2026-11-${24 + (n % 6)}`;
const hours = (n: number) => at(`0${n % 9}:00`, `0${n % 9}:30`, 'Europe/Warsaw', day(n));
const instances = (account: Account) => account.listAll({ singleEvents: true }).items;
const masters = (account: Account) => account.listAll().items.filter((e) => e.status !== 'cancelled');

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.nat(50).map(
    (n): Step =>
      (mei) =>
        void mei.insert({ ...hours(n), ...(n % 2 === 0 && { attendees: [{ email: ANNA }] }) }),
  ),
  fc.nat(50).map(
    (n): Step =>
      (mei) =>
        void mei.insert({ ...hours(n), recurrence: [`RRULE:FREQ=DAILY;COUNT=${1 + (n % 4)}`] }),
  ),
  fc.nat(50).map((n): Step => (mei, _, pick) => {
    const event = pick(masters(mei));
    if (event !== undefined) mei.patch(event.id, hours(n));
  }),
  fc.nat(50).map((n): Step => (mei, _, pick) => {
    const event = pick(masters(mei));
    const isInstance = event?.recurringEventId !== undefined && event.recurringEventId !== null;
    if (event === undefined || isInstance) return;
    mei.patch(event.id, { recurrence: n % 3 === 0 ? null : [`RRULE:FREQ=DAILY;COUNT=${1 + (n % 4)}`] });
  }),
  fc.nat(50).map((n): Step => (mei, _, pick) => {
    const event = pick(instances(mei));
    if (event !== undefined)
      mei.patch(event.id, n % 2 === 0 ? hours(n) : { summary: String(n), attendees: [{ email: ANNA }] });
  }),
  fc.constant<Step>((mei, _, pick) => {
    const event = pick(instances(mei));
    if (event !== undefined) mei.remove(event.id);
  }),
  fc.constant<Step>((mei, _, pick) => {
    const event = pick(masters(mei));
    if (event !== undefined) mei.remove(event.id);
  }),
  fc.nat(2).map((n): Step => (_, anna, pick) => {
    const event = pick(instances(anna));
    if (event === undefined) return;
    if (n === 0) anna.remove(event.id);
    else anna.patch(event.id, { attendees: [{ email: ANNA, responseStatus: n === 1 ? 'accepted' : 'declined' }] });
  }),
);

/** What a client knows that has only ever followed its token. */
class Mirror {
  private readonly events = new Map<string, string>();
  private token: string;

  constructor(
    private readonly account: Account,
    private readonly params: Record<string, unknown>,
  ) {
    this.token = account.token(params);
  }

  follow(): void {
    const { items, token } = this.account.sync(this.token, { ...this.params, maxResults: 3 });
    for (const event of items) {
      if (event.status === 'cancelled') this.events.delete(event.id);
      else this.events.set(event.id, say(event));
    }
    this.token = token;
  }

  get known(): string[] {
    return [...this.events.values()].sort();
  }

  get truth(): string[] {
    return this.account
      .listAll(this.params)
      .items.filter((e) => e.status !== 'cancelled')
      .map(say)
      .sort();
  }
}

const say = ({ id, start, summary, recurrence, attendees }: Event) =>
  JSON.stringify({ id, start, summary, recurrence, attendees });

it('holds for single instances and for series, for the organizer and for a guest', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.nat(1_000), fc.boolean()), { maxLength: 25 }), (steps) => {
      const google = new Google();
      const [mei, anna] = [google.user(MEI, 'Europe/Warsaw'), google.user(ANNA, 'Asia/Taipei')];
      const mirrors = [mei, anna].flatMap((account) => [
        new Mirror(account, {}),
        new Mirror(account, { singleEvents: true }),
      ]);
      for (const [act, n, follows] of steps) {
        act(mei, anna, (events) => events[n % Math.max(1, events.length)]);
        google.pass(1_000);
        if (follows) for (const mirror of mirrors) mirror.follow();
      }
      for (const mirror of mirrors) {
        mirror.follow();
        expect(mirror.known).toEqual(mirror.truth);
      }
    }),
    { numRuns: 100, seed: 7 },
  );
});
