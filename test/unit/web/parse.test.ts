import fc from 'fast-check';
import { readCardEvent } from '../../../src/cards/event';
import { readConferenceEvent } from '../../../src/conference/event';
import { datesIn } from '../../../src/i18n/dates';
import { isZone } from '../../../src/platform/zone-offsets';
import { readRequest, readTimesQuestion } from '../../../src/web/parse';
import { anyForm, anyInput, FUZZ_RUNS } from '../../fuzz';

const params = { numRuns: FUZZ_RUNS(500) };

it('whatever is sent for a request is refused by name, or bounded and fit for mails', () => {
  fc.assert(
    fc.property(fc.oneof(anyInput, anyForm), (input) => {
      const read = readRequest(input, isZone);
      if (!read.ok) return expect(read.refusal.field).toEqual(expect.any(String));
      const { client, start, requestKey } = read.value;
      expect(`${client.name}${client.email}${client.phone}${requestKey}`).not.toMatch(/[\n\r\u0000\u202e]/);
      expect(Buffer.byteLength(JSON.stringify(read.value))).toBeLessThan(5_000);
      expect(datesIn(client.locale, client.zone).longSpan(start, start + 1)).toMatch(/\d/);
    }),
    params,
  );
});

it('whatever is sent for open times is refused by name, or is a stretch that can be reckoned with', () => {
  fc.assert(
    fc.property(fc.oneof(anyInput, anyForm), (input) => {
      const read = readTimesQuestion(input);
      if (!read.ok) return expect(read.refusal.field).toEqual(expect.any(String));
      expect(new Date(read.value.range.end).toISOString()).toMatch(/^\d{4}-/);
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
        const at = read.moment(name);
        if (at !== null) expect(Number.isNaN(new Date(at).getTime())).toBe(false);
        expect(readConferenceEvent(event)).toBeNull();
      }
    }),
    params,
  );
});
