import { MEI, HOUR } from '../../support/studio';
import { useClosedDesk } from '../../support/desk';
import { promises, quiet } from '../../support/promises';
import { play, type Run } from './run';
import type { Step } from './steps';

const desk = useClosedDesk();

const request = (service: number, slot: number, staff = 1): Extract<Step, { do: 'request' }> => ({
  do: 'request',
  client: 0,
  service,
  staff,
  slot,
  stale: false,
});
const accept = (booking: number): Step => ({
  do: 'tap',
  what: 'acceptBooking',
  booking,
  by: 'staff',
  overBusy: false,
});
const triggers: Step = { do: 'triggers', twice: true };

/** A confirmed booking whose event was made to repeat, as the desk has learnt. */
const REPEATED: Step[] = [request(0, 0), accept(0), { do: 'repeat', booking: 0 }, triggers];

/** Runs that once broke a promise, as small as they get. */
const MENDED: [string, Run][] = [
  [
    'an event is dragged while its link has failed, and the link is asked for again before Google announces it',
    {
      morning: 0,
      steps: [
        { do: 'meet', minutes: 0, fail: true },
        request(0, 0),
        accept(0),
        triggers,
        { do: 'meet', minutes: 0, fail: false },
        { do: 'drag', booking: 0, quarters: 4, longer: 0 },
        { do: 'tap', what: 'retryBookingLink', booking: 0, by: 'staff', overBusy: false },
      ],
    },
  ],
  [
    'two events are dragged to one time before Google announces it',
    {
      morning: 0,
      steps: [
        request(0, 0),
        accept(0),
        request(0, 2),
        accept(0),
        triggers,
        { do: 'drag', booking: 0, quarters: 6, longer: 0 },
        { do: 'drag', booking: 1, quarters: 2, longer: 0 },
      ],
    },
  ],
  [
    'a booking ends before its event was ever written, and is completed',
    {
      morning: 2,
      steps: [
        request(2, 0),
        { do: 'wait', hours: 3 },
        { do: 'tap', what: 'completeBooking', booking: 0, by: 'owner', overBusy: false },
      ],
    },
  ],
  [
    'a client joins a time whose link has failed: the flag does not come along',
    {
      morning: 0,
      steps: [
        { do: 'meet', minutes: 0, fail: true },
        request(3, 0),
        accept(0),
        { ...request(3, 0), stale: true },
        accept(0),
      ],
    },
  ],
  [
    'an event that was made a booking is moved and then handed over: the client hears of the new link',
    {
      morning: 1,
      steps: [
        { do: 'adopt', staff: 1, service: 2, hours: 15, tell: false },
        { do: 'reschedule', booking: 0, quarters: 4, anyTime: true },
        { do: 'handOver', booking: 0, by: 'manager', overBusy: true },
      ],
    },
  ],
  [
    'an event that is still to be removed stays its owner’s to remove when its booking is handed over',
    {
      morning: 0,
      steps: [
        request(2, 0, 0),
        triggers,
        { do: 'pause', who: 0 },
        { do: 'reset', who: 0, events: 'google', next: 'changes' },
        { do: 'handOver', booking: 0, by: 'manager', overBusy: true },
      ],
    },
  ],
  [
    'of an event that was made to repeat the booking’s own time gets another guest, and then the whole series is moved',
    {
      morning: 0,
      steps: [
        ...REPEATED,
        { do: 'client', booking: 0, changesEmail: true },
        triggers,
        { do: 'drag', booking: 0, quarters: -1, longer: 0 },
      ],
    },
  ],
  [
    'an event that was made to repeat is moved with its whole series, and its booking ends before Google announces it',
    {
      morning: 0,
      steps: [
        ...REPEATED,
        { do: 'drag', booking: 0, quarters: 4, longer: 0 },
        { do: 'tap', what: 'cancelBooking', booking: 0, by: 'staff', overBusy: false },
      ],
    },
  ],
  [
    'a link is removed before a connection starts over, which asks about it, and the event is dragged before the answer',
    {
      morning: 0,
      steps: [
        request(0, 0, 0),
        accept(0),
        triggers,
        { do: 'unlink', booking: 0 },
        { do: 'reset', who: 0, events: 'leave', next: 'changes' },
        { do: 'drag', booking: 0, quarters: 4, longer: 0 },
      ],
    },
  ],
  [
    'who has something to be written into their calendar connects it, which dies before its triggers are made',
    {
      morning: 1,
      steps: [
        request(0, 2, 0),
        { do: 'tap', what: 'acceptBooking', booking: 0, by: 'owner', overBusy: true },
        { do: 'disconnect', who: 0, removeEvents: false },
        { do: 'crash', nth: 7, when: 'after' },
        { do: 'connect', who: 0, elsewhere: false },
      ],
    },
  ],
  [
    'an event that was made to repeat becomes all-day with its whole series',
    {
      morning: 2,
      steps: [request(0, 0), accept(0), { do: 'repeat', booking: 0 }, triggers, { do: 'allDay', booking: 0 }],
    },
  ],
];

it.each(MENDED)('%s', async (_, run) => {
  expect(await play(desk, run)).toEqual([]);
});

const events = (id: string) => `calendars/${MEI}/events/${id}`;
const span = (start: number, end: number) => ({
  start: { dateTime: new Date(start).toISOString() },
  end: { dateTime: new Date(end).toISOString() },
});

it('a mail that was claimed and not sent goes out, whatever else its account sends first', async () => {
  await desk.open();
  const starts = await desk.openTimes();
  await desk.faults([{ service: 'MailApp', method: 'sendEmail', crash: 'before' }]);
  await expect(desk.request(starts[0]!)).rejects.toThrow('Crash');
  await desk.request(starts[5]!);
  expect([...(await quiet(desk)), ...(await promises(desk))]).toEqual([]);
});

it('who share a time are not in one another’s way when it is moved by a quarter', async () => {
  await desk.open();
  await desk.saveService({ name: 'Choir', capacity: '2' });
  const [start = 0] = await desk.openTimes();
  const asked = (email: string) => desk.request(start, { email });
  await asked('one@client.example');
  await asked('two@client.example');
  for (const { id } of await desk.bookings()) {
    await desk.accept(MEI, id);
  }
  await desk.settle();
  const [{ event } = { event: null }] = await desk.bookings();
  await desk.api(MEI, 'PATCH', events(event!.eventId), span(start + HOUR / 4, start + HOUR * 0.75));
  await quiet(desk);
  expect((await desk.bookings()).map(({ flags }) => flags)).toEqual([[], []]);
});

it('a drag is followed when its calendar cannot be listed but its event can be read', async () => {
  await desk.open();
  await desk.post('meet', { delay: 4 * HOUR });
  const { event, start } = await desk.acceptedBooking();
  await desk.settle();
  await desk.api(MEI, 'PATCH', events(event!.eventId), span(start + HOUR, start + 2 * HOUR));
  await desk.faults([{ service: 'Calendar', method: 'Events.list', status: 503, times: 30 }]);
  await desk.tick();
  await quiet(desk);
  expect((await desk.bookings())[0]).toMatchObject({ start: start + HOUR, end: start + 2 * HOUR });
});
