import { mentions, withoutClient } from '../../../src/booking/erase';
import { aBooking } from '../../support/builders';

const ANN = 'ann@x.example';
const of = (email: string, note = '') => aBooking({ client: { ...aBooking().client, email, note } });

describe('a client who is erased', () => {
  it.each(['joann@x.example', 'jo.ann@x.example', 'jo-ann@x.example', 'jo+ann@x.example', 'ann@x.examples'])(
    'is not %s, whose booking stays as it is',
    (other) => {
      const theirs = of(other, `or write to ${other}, please`);
      expect(mentions(theirs, ANN)).toBe(false);
      expect(withoutClient(theirs, ANN, 'Nobody')).toEqual(theirs);
    },
  );

  it.each([
    ['cc ann@x.example', 'cc '],
    ['(Ann@X.example)', '()'],
    ['mailto:ann@x.example.', 'mailto:.'],
    ['請寄到ann@x.example謝謝', '請寄到謝謝'],
    ['ann@x.example,joann@x.example,ann@x.example', ',joann@x.example,'],
  ])('goes from what others said: %s', (said, left) => {
    const theirs = of('bob@x.example', said);
    expect(mentions(theirs, ANN)).toBe(true);
    expect(withoutClient(theirs, ANN, 'Nobody').client.note).toBe(left);
  });

  it('leaves none of the words with which their booking was declined or cancelled', () => {
    const history = [
      { at: 1, by: 'client', what: 'requested' },
      { at: 2, by: 'system', what: 'mailSent', detail: 'clientRequested' },
      { at: 3, by: 'mei@studio.example', what: 'reassigned', detail: 'Mei Lin' },
      { at: 4, by: 'mei@studio.example', what: 'declined', detail: 'Please see a doctor first.' },
      { at: 5, by: 'client', what: 'cancelled', detail: 'My knee again.' },
    ];
    const erased = withoutClient({ ...of(ANN), history }, ANN, 'Nobody');
    expect(erased.history.map(({ what, detail }) => [what, detail])).toEqual([
      ['requested', undefined],
      ['mailSent', 'clientRequested'],
      ['reassigned', 'Mei Lin'],
      ['declined', undefined],
      ['cancelled', undefined],
    ]);
  });
});
