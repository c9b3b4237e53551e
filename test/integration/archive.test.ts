import type { SentMail } from '../../sandbox/protocol';
import type { Booking } from '../../src/booking/booking';
import type { ArchiveGauge } from '../../src/desk/ports/records';
import { archivedIn } from '../support/archive';
import { aBooking } from '../support/builders';
import { actionNames, actionsOf, linesOf, textsOf } from '../support/cards';
import { useTeam } from '../support/desk';
import { ANNA, at, CLIENT, DAY, HOUR, MANAGER, MEI, NOW, OWNER } from '../support/studio';

const desk = useTeam();

/** A booking with Mei that ended so many days ago. */
function finished(n: number, daysAgo: number, change: Partial<Booking> = {}): Booking {
  const id = `b${String(n).padStart(11, '0')}`;
  const end = at(NOW) - daysAgo * DAY;
  return aBooking({
    id,
    reference: `REF${n}`,
    requestKey: `key-${id}`,
    state: 'completed',
    start: end - HOUR,
    end,
    staffId: desk.mei,
    createdAt: end - 3 * DAY,
    holdUntil: null,
    client: { ...aBooking().client, name: `Client ${n}`, email: `c${n}@client.example` },
    history: [
      { at: end - 3 * DAY, by: 'client', what: 'requested' },
      { at: end + HOUR, by: 'system', what: 'completed' },
    ],
    ...change,
  });
}

async function store(...bookings: Booking[]): Promise<void> {
  const values = bookings.map((one): [string, string] => [`booking:${one.id}`, JSON.stringify({ v: 1, d: one })]);
  await desk.post('properties', { values: Object.fromEntries(values) });
}

type Properties = Record<string, Record<string, string>>;
const properties = async () => (await desk.get<{ properties: Properties }>('state')).properties;
const archived = async (owner = OWNER) => archivedIn((await properties())[`user:${owner}`]);
const idsOf = (bookings: readonly Booking[]) => bookings.map(({ id }) => id).sort();
const inStore = async () => idsOf(await desk.bookings());
const search = async (as: string, text: string) => (await desk.submit(as, 'searchBookings', { search: text })).result;

/** These bookings move into the owner's archive. */
async function archive(...bookings: Booking[]): Promise<void> {
  await store(...bookings);
  await desk.tick(OWNER);
  expect(idsOf(await archived())).toEqual(idsOf(bookings));
}

/** What else may be in the owner's own store. */
async function fillArchive(from: number, to: number, text = 'x'.repeat(8_590)): Promise<void> {
  const names = Array.from({ length: to - from }, (_, n) => `filler${from + n}`);
  await desk.post('properties', {
    store: `user:${OWNER}`,
    values: Object.fromEntries(names.map((name) => [name, text])),
  });
}

/** A text that cannot be made much smaller. */
function noise(seed: number): string {
  let x = seed;
  return Array.from({ length: 1_500 }, () => String.fromCharCode(48 + ((x = (x * 16_807) % 2_147_483_647) % 70))).join(
    '',
  );
}

describe('finished bookings', () => {
  it('move into the archive after as many days as the owner has chosen, but those that need a person stay', async () => {
    const ages = [10, 20, 40, 100].map((days, n) => finished(n, days));
    const owed = finished(8, 200, { state: 'cancelled', flags: ['refundDue'], prepayment: true, paidAt: at(NOW) });
    await store(...ages, owed);
    await desk.tick(MEI);
    expect(await archived()).toEqual([]);
    await desk.tick(OWNER);
    expect(idsOf(await archived())).toEqual(idsOf(ages.slice(3)));
    await desk.saveSettings({ managers: MANAGER, archiveAfter: '30' });
    await desk.tick(OWNER);
    expect(idsOf(await archived())).toEqual(idsOf(ages.slice(2)));
    expect(await inStore()).toEqual(idsOf([...ages.slice(0, 2), owed]));
    const card = (await desk.tap(OWNER, 'showSettings')).result;
    expect(textsOf(card)).toContain('Move finished bookings to the archive');
    expect(textsOf(card)).toContain('365 days after their time');
  });

  it('stay in the store while the archive is full, and Home says so until there is room', async () => {
    await fillArchive(0, 56);
    const noted = (n: number) => finished(n, 100 + n, { staffNote: noise(n) });
    await store(noted(1));
    await desk.tick(OWNER);
    expect(textsOf(await desk.home(OWNER))).toContain('The archive of finished bookings is 97% full');

    await fillArchive(56, 58);
    await store(noted(2), noted(3));
    await desk.tick(OWNER);
    expect(await inStore()).toEqual(idsOf([noted(2), noted(3)]));
    expect(textsOf(await desk.home(OWNER))).toContain('The archive is full. Finished bookings stay where they are');
    expect(textsOf(await desk.home(MANAGER))).not.toContain('archive');
    expect(textsOf((await desk.tap(OWNER, 'showStorage')).result)).toContain('100% used: it is full.');

    await fillArchive(57, 58, '');
    await desk.tap(OWNER, 'mailArchive');
    await desk.tap(OWNER, 'purgeArchive', { count: '1' });
    expect(textsOf(await desk.home(OWNER))).not.toContain('The archive is full');
    await desk.tick(OWNER);
    expect(await inStore()).toEqual([]);
  });
});

describe('the archive', () => {
  const piano = { serviceName: 'Piano', staffNote: 'Plays well', answers: [{ label: 'Level', value: 'B2' }] };

  it('is found by its owner’s search, page by page, and opens as a card that changes nothing', async () => {
    const many = Array.from({ length: 14 }, (_, n) => finished(n, 120 + n));
    await archive(...many, finished(20, 150, piano));
    await store(finished(30, 5));
    const found = await search(OWNER, 'client');
    expect(textsOf(found)).toContain('1–10 of 16');
    expect(linesOf(found).slice(0, 2)).toEqual(['Client 30', 'Client 0']);
    const next = (await desk.tap(OWNER, 'showList', { list: 'search', search: 'client', page: '1' })).result;
    expect(linesOf(next)).toEqual(['Client 9', 'Client 10', 'Client 11', 'Client 12', 'Client 13', 'Client 20']);

    const [line] = actionsOf(await search(OWNER, 'piano ref20')).filter(({ action }) => action === 'openArchived');
    const card = (await desk.tap(OWNER, 'openArchived', line!.parameters)).result;
    for (const text of [
      'Client 20',
      'REF20',
      'c20@client.example',
      'Plays well',
      'Mei Lin',
      'Requested (client)',
      'Completed',
    ])
      expect(textsOf(card)).toContain(text);
    expect(textsOf(card)).toContain('It can be read, but not changed');
    expect(actionNames(card)).toEqual(['goHome']);
  });

  it('is its owner’s alone: others read in whose archive older bookings are, and can open nothing', async () => {
    await archive(finished(1, 120));
    const others = [MANAGER, MEI];
    for (const as of others) {
      const found = textsOf(await search(as, 'client 1'));
      expect(found).toContain(`more than 90 days ago may be in the archive of ${OWNER}`);
      expect(found).not.toContain('REF1');
      for (const action of [
        'openArchived',
        'showStorage',
        'mailArchive',
        'askPurge',
        'purgeArchive',
        'askErase',
        'eraseClient',
      ]) {
        const { result } = await desk.tap(
          as,
          action,
          { booking: finished(1, 1).id, count: '1' },
          { email: 'c1@client.example' },
        );
        expect(textsOf(result)).toContain('You are not allowed to do this');
      }
    }
    expect(await archived()).toHaveLength(1);
    expect(textsOf(await search(OWNER, 'client 1'))).not.toContain('may be in the archive of');
  });

  /** The files of an e-mail, by name. */
  const filesIn = ({ attachments = [] }: SentMail) =>
    Object.fromEntries(attachments.map(({ name, base64 }) => [name, Buffer.from(base64, 'base64').toString()]));

  it('is mailed to its owner as tables in which no cell is a formula; only then, and after a question, it is emptied', async () => {
    const evil = {
      ...finished(2, 1).client,
      name: '=HYPERLINK("http://evil.example")',
      phone: '+48 600 700 800',
      note: 'one\n"two", three',
    };
    await archive(finished(1, 130), finished(2, 120, { client: evil, guests: ['@guest'] }));
    await store(finished(3, 5));
    const before = textsOf((await desk.tap(OWNER, 'showStorage')).result);
    expect(before).toContain('2 bookings, until Friday, July 24, 2026');
    expect(before).not.toContain('can be removed');
    expect(textsOf((await desk.tap(OWNER, 'purgeArchive', { count: '2' })).result)).toContain('nothing was removed');
    expect(await archived()).toHaveLength(2);

    const sent = await desk.mail();
    const mailed = (await desk.tap(OWNER, 'mailArchive')).result;
    expect(textsOf(mailed)).toContain('We have mailed you 2 files.');
    expect(textsOf(mailed)).toContain('2 bookings have been mailed to you and can be removed');
    const [mail] = await desk.mailsAfter(sent.length);
    expect(mail).toMatchObject({ to: [OWNER], subject: 'Finished bookings of Studio Nowak' });
    const files = filesIn(mail!);
    expect(Object.keys(files)).toEqual(['bookings-1-2.csv', 'bookings-not-archived-yet.csv']);
    const table = files['bookings-1-2.csv']!;
    expect(table.startsWith('\uFEFFNumber,Status,')).toBe(true);
    expect(table).toContain('REF1,Completed,Consultation,Mei Lin,2026-07-14 ');
    expect(table).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(table).toContain("'+48 600 700 800");
    expect(table).toContain("'@guest");
    expect(table).toContain('"one\n""two"", three"');
    expect(table).toContain('Requested (client)');
    expect(files['bookings-not-archived-yet.csv']).toContain('REF3');

    const asked = (await desk.tap(OWNER, 'askPurge')).result;
    expect(textsOf(asked)).toContain('2 bookings, until Friday, July 24, 2026, have been mailed to you');
    const purge = actionsOf(asked).find(({ action }) => action === 'purgeArchive')!;
    // What has come in since was not mailed.
    await store(finished(4, 110));
    await desk.tick(OWNER);
    expect(textsOf((await desk.tap(OWNER, 'purgeArchive', { count: '1' })).result)).toContain('nothing was removed');
    expect(textsOf((await desk.tap(OWNER, 'purgeArchive', purge.parameters)).result)).toContain(
      '2 bookings have been removed.',
    );
    expect(idsOf(await archived())).toEqual([finished(4, 1).id]);
    expect(await inStore()).toEqual([finished(3, 1).id]);
  });

  it('says why an e-mail with files was not sent, and then nothing counts as mailed', async () => {
    await archive(finished(1, 130));
    await desk.faults([{ service: 'MailApp', method: 'sendEmail', nth: 1 }]);
    const { result } = await desk.tap(OWNER, 'mailArchive');
    await desk.faults([]);
    expect(textsOf(result)).toContain('The e-mail with the files was not sent: ');
    expect(textsOf((await desk.tap(OWNER, 'askPurge')).result)).toContain('nothing was removed');
    expect(await archived()).toHaveLength(1);
  });

  it('stays with a former owner, who reads so before, can still use it as a manager, and is named to the new owner', async () => {
    await archive(finished(1, 130));
    const card = (await desk.tap(OWNER, 'askHandDesk')).result;
    expect(textsOf(card)).toContain('Your archive with 1 booking stays in your own account');
    expect(actionNames(card)).toContain('mailArchive');
    await desk.submit(OWNER, 'nameHeir', { email: ANNA });
    await desk.tap(ANNA, 'takeDesk');
    expect(textsOf(await search(OWNER, 'client 1'))).toContain('Client 1');
    expect(textsOf((await desk.tap(OWNER, 'mailArchive')).result)).toContain('We have mailed you 1 file.');
    expect(textsOf(await search(ANNA, 'client 1'))).toContain(`may be in the archive of ${OWNER}`);
    expect((await desk.records<ArchiveGauge>('archive')).map(({ email }) => email)).toEqual([OWNER]);
    // The new owner's own archive begins empty.
    await store(finished(2, 130));
    await desk.tick(ANNA);
    expect(idsOf(await archived(ANNA))).toEqual([finished(2, 1).id]);
    const erased = await desk.submit(ANNA, 'eraseClient', { email: 'c2@client.example' });
    expect(textsOf(erased.result)).toContain(`A former owner has an archive that only they can open: ${OWNER}`);
  });
});

describe('a client who is erased', () => {
  const eva = {
    ...aBooking().client,
    name: 'Eva Unverwechselbar',
    email: 'eva@planted.example',
    phone: '+49 30 901820',
    note: 'Eva is shy',
  };
  const about = { at: at(NOW) - 200 * DAY, by: MEI, what: 'noted', detail: 'wrote to EVA@planted.example' };

  it('is nowhere afterwards: not in the store, not in the archive, not among what others said, not in an undo', async () => {
    await archive(
      finished(1, 130, {
        client: eva,
        staffNote: 'Eva pays late',
        history: [about],
        answers: [{ label: 'Name of child', value: 'Unverwechselbar jr' }],
      }),
      finished(2, 125, { guests: ['eva@planted.example', 'other@client.example'], history: [about] }),
      finished(3, 122),
    );
    await store(
      finished(4, 5, {
        client: { ...eva, email: 'Eva@Planted.example' },
        history: [{ at: at(NOW) - 6 * DAY, by: 'client', what: 'cancelled', detail: 'I am too shy' }],
      }),
      finished(5, 4, {
        staffNote: 'friend of eva@planted.example',
        client: { ...finished(5, 4).client, note: 'cc eva@planted.example' },
      }),
    );
    await desk.tap(MEI, 'saveNote', { booking: finished(4, 5).id }, { staffNote: 'Eva Unverwechselbar called' });
    const { result } = await desk.submit(OWNER, 'eraseClient', { email: 'Eva@planted.example' });
    expect(textsOf(result)).toContain('The client has been erased from 4 bookings.');

    const { script = {}, [`user:${OWNER}`]: own } = await properties();
    const everything = JSON.stringify([Object.values(script), archivedIn(own)]).toLowerCase();
    for (const trace of ['planted', 'unverwechselbar', '901820', 'shy', 'pays late'])
      expect(everything).not.toContain(trace);
    expect((await archived()).map(({ client }) => client.name)).toEqual(['Deleted client', 'Client 2', 'Client 3']);
    expect((await archived())[1]!.guests).toEqual(['other@client.example']);
    expect(await inStore()).toHaveLength(2);
    expect(textsOf(await search(OWNER, 'eva'))).toContain('No booking matches');
    const again = await desk.submit(OWNER, 'eraseClient', { email: 'eva@planted.example' });
    expect(textsOf(again.result)).toContain('Nothing is stored about this address.');
  });

  it('is not erased while a booking is still open: it is named, and nothing is changed', async () => {
    await archive(finished(1, 130, { client: { ...eva, email: CLIENT } }));
    const open = await desk.confirmedBooking();
    expect(open.client.email).toBe(CLIENT);
    const { result } = await desk.submit(OWNER, 'eraseClient', { email: CLIENT });
    expect(textsOf(result)).toContain(`These bookings are still open: ${open.reference}`);
    expect(await desk.booking(open.id)).toEqual(open);
    expect((await archived())[0]!.client.name).toBe(eva.name);
    const wrong = await desk.submit(OWNER, 'eraseClient', { email: 'nobody' });
    expect(textsOf(wrong.result)).toContain('E-mail address');
  });
});
