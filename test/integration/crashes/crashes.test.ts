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
      .map(({ to, subject }) => ({ to: to.join(), subject: plain(subject) }))
      .sort((a, b) => (a.to + a.subject < b.to + b.subject ? -1 : 1)),
  };
}

/** Whether the last thing an execution wrote before it died is that it is about to send a mail. */
function diedWithClaim({ calls }: ExecutionRecord): boolean {
  const writes = calls.filter(({ method }) => method === 'setProperties');
  return JSON.stringify(writes.at(-1)?.args ?? []).includes('\\"claim\\":{');
}

/** The mail that it sent and could not note any more: only that one may come twice. */
function sentAndNotNoted({ calls }: ExecutionRecord): string[] {
  const last = calls.filter(({ method }) => method === 'sendEmail' || method === 'setProperties').at(-1);
  const [mail] = last?.method === 'sendEmail' ? last.args : [];
  return typeof mail === 'object' && mail !== null && 'to' in mail ? [String(mail.to)] : [];
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
      // A mail of which nobody could know whether it went out is named.
      const again = seen.bookings.flatMap(({ history }) => history.filter(({ what }) => what === 'mailSentAgain'));
      expect(again).toHaveLength(diedWithClaim(died) ? 1 : 0);
    }
    allPoints += points;
    expect(points).toBeGreaterThan(0);
  },
  600_000,
);
