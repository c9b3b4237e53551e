import type { StaffMember } from '../../../src/booking/staff';
import type { Desk } from '../../support/desk';
import { look, promises, quiet } from '../../support/promises';
import { HOUR, OWNER } from '../../support/studio';
import { AtTheDesk } from './at-the-desk';
import { InCalendar } from './in-calendar';
import { ANNA, connect, MORNINGS, openModelDesk, TEAM } from './model-desk';
import type { Step } from './steps';
import { QUARTER, World } from './world';

export interface Run {
  /** Which of MORNINGS it begins at. */
  morning: number;
  steps: readonly Step[];
}

/** Plays a run from a fresh desk, lets life go quiet, and answers which promises were broken. */
export async function play(sandbox: Desk, { morning, steps }: Run): Promise<string[]> {
  const desk = await openModelDesk(sandbox, MORNINGS[morning] ?? MORNINGS[0]);
  const player = new Player(new World(sandbox, desk));
  for (const step of steps) await player.take(step);
  await player.goOn();
  const broken = [...(await quiet(sandbox)), ...(await promises(sandbox))];
  broken.push(...player.inCalendar.overruled(await look(sandbox)));
  return broken.filter((what) => !player.atTheDesk.leftBehind.some((id) => what.includes(id)));
}

/** The people and Google itself. What fails for one of them is over for them: they do not try again. */
class Player {
  readonly inCalendar: InCalendar;
  readonly atTheDesk: AtTheDesk;

  constructor(private readonly world: World) {
    this.inCalendar = new InCalendar(world);
    this.atTheDesk = new AtTheDesk(world, this.inCalendar);
  }

  async take(step: Step): Promise<unknown> {
    switch (step.do) {
      case 'request':
        return this.atTheDesk.request(step);
      case 'tap':
        return this.atTheDesk.tap(step);
      case 'together':
        return this.together(step);
      case 'reschedule':
        return this.atTheDesk.reschedule(step);
      case 'byLink':
        return this.atTheDesk.byLink(step);
      case 'handOver':
        return this.atTheDesk.handOver(step);
      case 'drag':
        return this.inCalendar.drag(step);
      case 'delete':
        return this.inCalendar.delete(step.booking);
      case 'allDay':
        return this.inCalendar.makeAllDay(step.booking);
      case 'repeat':
        return this.inCalendar.makeRepeat(step.booking);
      case 'pause':
      case 'resume':
      case 'reset':
      case 'disconnect':
      case 'connect':
        return this.atTheDesk.changeConnection(step);
      case 'offer':
      case 'useOffer':
      case 'byHand':
      case 'adopt':
      case 'client':
      case 'capacity':
        return this.atTheDesk.serve(step);
      case 'unlink':
        return this.inCalendar.link(step.booking, null);
      case 'relink':
        return this.inCalendar.link(step.booking, `https://video.elsewhere.example/${this.world.next()}`);
      case 'copy':
        return this.inCalendar.copy(step.booking, step.quarters * QUARTER);
      case 'answer':
        return this.inCalendar.answer(step.booking, step.says);
      case 'busy':
        return this.inCalendar.addBusy(step);
      case 'moveBusy':
      case 'removeBusy':
        return this.inCalendar.changeBusy(step);
      case 'expireTokens':
        return this.world.sandbox.post('sync-tokens', {});
      case 'meet':
        return this.world.sandbox.post('meet', { delay: step.minutes * 60_000, fail: step.fail });
      case 'fault': {
        const { method, status, nth, times } = step;
        return this.world.sandbox.faults([{ service: 'Calendar', method, status, nth, times }]);
      }
      case 'crash':
        return this.world.sandbox.faults([{ service: '*', method: '*', nth: step.nth, crash: step.when }]);
      case 'triggers':
        await this.runTriggers();
        if (step.twice) await this.runTriggers();
        return;
      case 'tell': {
        const calendarId = TEAM[step.who] ?? ANNA;
        return this.world.sandbox.call(calendarId, 'onCalendarChange', { calendarId });
      }
      case 'tick':
        return this.world.sandbox.call([...TEAM, OWNER][step.who] ?? OWNER, 'onHourlyTick', {});
      case 'wait':
        return this.wait(step.hours);
    }
  }

  /** People who paused resume, and people who disconnected connect again: promises hold for a desk at work. */
  async goOn(): Promise<void> {
    await this.world.sandbox.faults([]);
    const staff = await this.world.sandbox.records<StaffMember>('staff');
    for (const [n, email] of TEAM.entries()) {
      const one = staff.find((member) => member.email === email);
      if (one?.syncPaused === true) await this.world.sandbox.panel(email, { action: 'resumeSync' });
      if (one?.writeCalendar === null) await connect(this.world.sandbox, n, email, [email]);
    }
  }

  private async together({ steps, seed }: Extract<Step, { do: 'together' }>): Promise<void> {
    await this.world.sandbox.post('schedule', { seed });
    await Promise.all(steps.map((step) => this.take(step)));
    await this.world.sandbox.post('schedule', {});
  }

  /** Triggers run all the while: a day without any does not happen. */
  private async wait(hours: number): Promise<void> {
    for (let left = hours; left > 0; left -= 12) {
      await this.world.sandbox.post('clock', { advance: Math.min(left, 12) * HOUR });
      if (hours > 3) await this.runTriggers();
    }
  }

  private async runTriggers(): Promise<void> {
    await this.world.sandbox.post('triggers', { run: 'due' });
  }
}
