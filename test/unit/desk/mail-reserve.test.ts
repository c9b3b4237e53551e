import { mailReserve } from '../../../src/desk/limits/request-limits';
import { aBooking } from '../../support/builders';

const did = (by: string, what: string) => ({ at: 0, by, what });
const MEI = 'mei@studio.example';

it.each([
  ['a request', [did('client', 'requested')], 'clientRequested', true],
  [
    'a request that its client moves',
    [did('client', 'requested'), did('client', 'rescheduled')],
    'clientRescheduled',
    true,
  ],
  [
    'a request that its client withdraws',
    [did('client', 'requested'), did('client', 'cancelled')],
    'staffCancelled',
    true,
  ],
  ['a request that staff move', [did('client', 'requested'), did(MEI, 'rescheduled')], 'clientRescheduled', false],
  [
    'a booking that its client cancels',
    [did('client', 'requested'), did(MEI, 'accepted'), did('client', 'cancelled')],
    'staffCancelled',
    false,
  ],
] as const)('e-mails about %s leave staff theirs, if nobody has accepted it', (_, history, template, leaves) => {
  expect(mailReserve(aBooking({ history: [...history] }), template) > 0).toBe(leaves);
});
