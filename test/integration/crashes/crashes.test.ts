import type { ExecutionRecord } from '../../../sandbox/protocol';
import { useClosedDesk } from '../../support/desk';
import { brokenPromises, look, quiet, type Look } from '../../support/promises';
import { openStage, SCENARIOS, type Scenario, type Stage } from './scenarios';

const desk = useClosedDesk();
let stage: Stage;
beforeAll(async () => {
  stage = await openStage(desk);
  await desk.keep('stage');
});

/** CRASH_POINTS=all tries every call; the usual run every third, each use case beginning at another one. */
const STRIDE = process.env.CRASH_POINTS === 'all' ? 1 : 3;

let allPoints = 0;
afterAll(() => process.stdout.write(`crashes: ${allPoints} points of ${SCENARIOS.length} use cases\n`));

/** What a person would do whose tap came to nothing: look, and tap again. Then ticks and triggers do the rest. */
async function lifeGoesOn(scenario: Scenario): Promise<string[]> {
  await desk.faults([]);
  if (!(await scenario.isDone(stage))) await scenario.act(stage);
  await scenario.after?.(stage);
  const unrest = await quiet(desk);
  return (await scenario.isDone(stage)) || scenario.after !== undefined ? unrest : ['it never came to pass', ...unrest];
}

/** What has come of it, without what differs from run to run: states, events and who was mailed what. */
function outcomeOf({ bookings, events, mail }: Look) {
  const references = new Map(bookings.map(({ reference }, n) => [reference, `booking ${n}`]));
  const plain = (text: string) => [...references].reduce((t, [known, name]) => t.split(known).join(name), text);
  return {
    bookings: bookings.map(({ state, start, end, staffId, client, flags, link }) => ({
      state,
      start,
      end,
      staffId,
      client,
      flags,
      link: link?.status ?? null,
    })),
    events: events
      .filter(({ id, extendedProperties }) => id.startsWith('sk') || extendedProperties?.private !== undefined)
      .map(({ calendarId, start, end, attendees = [] }) => ({
        calendarId,
        start,
        end,
        guests: attendees.map(({ email }) => email).sort(),
      })),
    mails: mail
      .filter(({ source }) => source === 'script')
      .map(({ to, subject, body }) => ({ to: to.join(), subject: plain(subject), body: plain(body) }))
      .sort((a, b) => (a.to + a.subject < b.to + b.subject ? -1 : 1)),
  };
}

/** How many mails an execution had claimed, and left so, when it died. */
function claimsLeft({ calls }: ExecutionRecord): number {
  const written = calls.flatMap(({ method, args }) => (method === 'setProperties' ? [args[1]] : []));
  const records = new Map(written.flatMap((values) => Object.entries(values ?? {})));
  return [...records.values()].reduce<number>((sum, text) => sum + String(text).split('"claim":{').length - 1, 0);
}

/** The mail that it sent and could neither mark nor note any more: only that one may come twice. */
function sentAndNotNoted({ calls }: ExecutionRecord): string[] {
  const last = calls.filter(({ method }) => ['sendEmail', 'setProperties', 'putAll'].includes(method)).at(-1);
  const [mail] = last?.method === 'sendEmail' ? last.args : [];
  return typeof mail === 'object' && mail !== null && 'to' in mail ? [String(mail.to)] : [];
}

interface ToldMail {
  to: string;
  body: string;
}

/** The readers of mails that came more often than if nobody had died, once for each copy too many. */
function cameTwice(mails: readonly ToldMail[], undisturbed: readonly ToldMail[]): string[] {
  const count = (all: readonly ToldMail[], { to, body }: ToldMail) =>
    all.filter((one) => one.to === to && one.body === body).length;
  return mails.flatMap((mail, nth) => {
    const before = count(mails.slice(0, nth), mail);
    return before >= Math.max(1, count(undisturbed, mail)) ? [mail.to] : [];
  });
}

it.each(SCENARIOS)(
  '$name may die after any service call: it ends as if nothing had happened, but for a mail sent and not noted',
  async (scenario) => {
    await desk.restore('stage');
    await scenario.prepare?.(stage);
    await desk.keep('prepared');
    await scenario.act(stage);
    const unrest = await lifeGoesOn(scenario);
    const asMeant = await look(desk);
    expect([...unrest, ...brokenPromises(asMeant)]).toEqual([]);
    const undisturbed = outcomeOf(asMeant);
    let points = 0;
    for (let nth = 1 + (SCENARIOS.indexOf(scenario) % STRIDE); ; nth += STRIDE) {
      await desk.restore('prepared');
      await desk.faults([{ service: '*', method: '*', nth, crash: true }]);
      const died = await scenario.act(stage);
      if (died.error?.name !== 'Crash') break;
      points++;
      const at = `${nth}: ${died.error.message}`;
      const restless = await lifeGoesOn(scenario);
      const seen = await look(desk);
      const broken = [...restless, ...brokenPromises(seen)];
      const { mails, ...rest } = outcomeOf(seen);
      expect({ at, broken, ...rest }).toEqual({
        at,
        broken: [],
        bookings: undisturbed.bookings,
        events: undisturbed.events,
      });
      // A death may join two mails in one, or part the link from the confirmation: what holds is told to the same
      // people.
      expect({ at, readers: new Set(mails.map(({ to }) => to)) }).toEqual({
        at,
        readers: new Set([...undisturbed.mails.map(({ to }) => to), ...sentAndNotNoted(died)]),
      });
      expect({ at, twice: cameTwice(mails, undisturbed.mails) }).toEqual({
        at,
        twice: sentAndNotNoted(died).filter((reader) => cameTwice(mails, undisturbed.mails).includes(reader)),
      });
      // A mail of which nobody could know whether it went out is named.
      const again = seen.bookings.flatMap(({ history }) => history.filter(({ what }) => what === 'mailSentAgain'));
      const claimed = claimsLeft(died);
      expect({ at, again: again.length <= claimed, named: again.length > 0 }).toEqual({
        at,
        again: true,
        named: claimed > 0,
      });
    }
    allPoints += points;
    expect(points).toBeGreaterThan(0);
  },
  600_000,
);
