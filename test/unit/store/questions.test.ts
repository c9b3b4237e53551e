import fc from 'fast-check';
import { attentionOf } from '../../../src/booking/attention';
import type { Booking } from '../../../src/booking/booking';
import type { BookingQuestions, RecordChange } from '../../../src/desk/ports/store';
import { propertyStore, type PropertyBag } from '../../../src/store/properties';
import { plainAnswers, someBookings, someQuestion } from '../../support/booking-questions';

/** A store that keeps these bookings, as the desk asks it. */
type Keep = (bookings: readonly Booking[]) => BookingQuestions;

const inProperties: Keep = (bookings) => {
  const values: Record<string, string> = {};
  const bag: PropertyBag = {
    readAll: () => ({ ...values }),
    readOne: () => null,
    write: (written) => void Object.assign(values, written),
    remove: () => undefined,
    replaceAll: () => undefined,
  };
  const store = propertyStore(bag, (work) => work());
  const changes = bookings.map((value): RecordChange => ({ put: 'booking', id: value.id, value }));
  store.update(() => ({ changes, result: null }));
  return store.read().bookings;
};

/** Each store has a line here. */
const STORES: [name: string, keep: Keep][] = [['script properties', inProperties]];

describe.each(STORES)('the questions about bookings, asked of %s', (_, keep) => {
  it('are answered as if all bookings had been gone through, in the order that is promised', () => {
    fc.assert(
      fc.property(someBookings, someQuestion, (bookings, q) => {
        const answers = (store: BookingQuestions) => [
          store.live(q.staffId),
          store.live(q.staffId, q.stretch),
          store.waiting(),
          store.finished(q.staffId),
          store.finished(q.staffId, q.stretch),
          store.finished(q.staffId, q.stretch, q.limit),
          store.withWork(),
          store.needingAttention(q.staffId),
          store.ofEvent(q.eventId),
          store.withLink(q.uri),
          store.byRequestKey(q.requestKey),
          store.byReference(q.reference),
          store.madeSince(q.at),
          store.given(q.serviceId, q.staffId ?? '', q.at),
        ];
        expect(answers(keep(bookings))).toEqual(answers(plainAnswers(bookings)));
      }),
    );
  });

  it('find every booking that needs attention, at whatever time it is asked', () => {
    fc.assert(
      fc.property(someBookings, someQuestion, (bookings, { staffId, at }) => {
        const needing = bookings.filter(
          (b) => (staffId === null || b.staffId === staffId) && attentionOf(b, at) !== null,
        );
        expect(keep(bookings).needingAttention(staffId)).toEqual(expect.arrayContaining(needing));
      }),
    );
  });

  it('hand out all bookings page by page, each once, whatever the size of a page', () => {
    fc.assert(
      fc.property(someBookings, someQuestion, (bookings, { size }) => {
        const store = keep(bookings);
        const seen: Booking[] = [];
        let page = store.page('', size);
        while (page.length > 0) {
          expect(page.length).toBeLessThanOrEqual(size);
          seen.push(...page);
          page = store.page(page.at(-1)!.id, size);
        }
        expect(seen).toEqual(plainAnswers(bookings).page('', bookings.length));
      }),
    );
  });
});
