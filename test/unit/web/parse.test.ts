import fc from 'fast-check';
import { readCardEvent } from '../../../src/cards/kit/tap-event';
import { readConferenceEvent } from '../../../src/rooms/google/event';
import { datesIn } from '../../../src/i18n/dates';
import { isZone } from '../../../src/platform/zone-offsets';
import { readRequest, readTimesQuestion } from '../../../src/web/parse';
import { anyForm, anyInput, FUZZ_RUNS } from '../../support/odd-inputs';

const params = { numRuns: FUZZ_RUNS(500) };

it('whatever is sent for a request is refused by name, or bounded and fit for mails', () => {
  fc.assert(
    fc.property(fc.oneof(anyInput, anyForm), (input) => {
      const read = readRequest(input, isZone);
      if (!read.ok) return read.refusal.field !== undefined;
      const { client, start, requestKey } = read.value;
      expect(`${client.name}${client.email}${client.phone}${requestKey}`).not.toMatch(/[\n\r\u0000\u202e]/);
      expect(Buffer.byteLength(JSON.stringify(read.value))).toBeLessThan(9_000);
      expect(datesIn(client.locale, client.zone).longSpan(start, start + 1)).toMatch(/\d/);
      return true;
    }),
    params,
  );
});

it('whatever is sent for open times is refused by name, or is a stretch that can be reckoned with', () => {
  fc.assert(
    fc.property(fc.oneof(anyInput, anyForm), (input) => {
      const read = readTimesQuestion(input);
      return read.ok ? /^\d{4}-/.test(new Date(read.value.range.end).toISOString()) : read.refusal.field !== undefined;
    }),
    params,
  );
});

it('whatever is handed to a card or to a conference solution is read', () => {
  fc.assert(
    fc.property(fc.oneof(anyInput, anyForm), fc.string(), (input, name) => {
      for (const event of [input, { commonEventObject: input, calendar: input }]) {
        const read = readCardEvent(event);
        expect(typeof read.input(name)).toBe('string');
        expect(read.date(name) ?? '2026-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(new Date(read.moment(name) ?? 0).getTime()).not.toBeNaN();
        expect(readConferenceEvent(event)).toBeNull();
      }
    }),
    params,
  );
});
