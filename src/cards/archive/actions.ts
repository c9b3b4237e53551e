import { emailAddress } from '../../booking/fields';
import { refused } from '../../booking/refusal';
import { eraseClient } from '../../desk/archive/erase';
import { exportArchive, purgeExported } from '../../desk/archive/export';
import { holdsArchive, noteGauge } from '../../desk/archive/gauge';
import { archivedBookingCard } from '../booking/booking';
import { cardOf } from '../booking/one-booking';
import type { Handler } from '../kit/access';
import { refusalAnswer, withoutInputs, type CardContext } from '../kit/context';
import type { TapAnswer } from '../kit/widgets';
import { eraseCard, purgeCard, storageCard } from './storage-card';

/** For the owner, and for a former owner whose archive is still there. */
function forHolder(context: CardContext, work: () => TapAnswer): TapAnswer {
  return holdsArchive(context.desk.store.seen(), context.me.email) ? work() : refused('notAllowed').refusal;
}

const storage = (context: CardContext) => storageCard(context, context.desk.archive.state());

const onShowStorage: Handler = (context) =>
  forHolder(context, () => {
    noteGauge(context.desk);
    return { at: 'next', card: storage(context) };
  });

const onOpenArchived: Handler = (context) =>
  forHolder(context, () => {
    const id = context.event.param('booking');
    const snapshot = context.desk.store.seen();
    const booking = snapshot.get('booking', id) ?? context.desk.archive.get(id);
    if (booking === undefined) return refused('unknownBooking', 'booking').refusal;
    // It may have been found before a crash between the two stores was mended.
    if (snapshot.get('booking', id) !== undefined) return { at: 'next', card: cardOf(context, booking) };
    const staff = snapshot.get('staff', booking.staffId) ?? null;
    return { at: 'next', card: archivedBookingCard(context, booking, staff) };
  });

const onMailArchive: Handler = (context) =>
  forHolder(context, () => {
    const { t, locale, zone } = context;
    const outcome = exportArchive(context.desk, { locale, zone });
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, storage(context));
    const { files, left } = outcome.value;
    const sent = t('export.done', { count: files });
    const notice = left === 0 ? sent : `${sent} ${t('export.left', { count: left })}`;
    return { at: 'root', card: storage(context), notice };
  });

const onAskPurge: Handler = (context) =>
  forHolder(context, () => {
    const state = context.desk.archive.state();
    if (state.exported === 0) return refusalAnswer(context, refused('nothingToPurge').refusal, storage(context));
    return { at: 'next', card: purgeCard(context, state) };
  });

const onPurgeArchive: Handler = (context) =>
  forHolder(context, () => {
    const outcome = purgeExported(context.desk, Number(context.event.param('count')));
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, storage(context));
    return { at: 'root', card: storage(context), notice: context.t('purge.done', { count: outcome.value }) };
  });

const onAskErase: Handler = (context) => forHolder(context, () => ({ at: 'next', card: eraseCard(context) }));

const onEraseClient: Handler = (context) =>
  forHolder(context, () => {
    const { t, desk, event } = context;
    const email = emailAddress(event.input('email'), 'email');
    const outcome = email.ok ? eraseClient(desk, email.value, t('erase.nobody')) : email;
    if (!outcome.ok) return refusalAnswer(context, outcome.refusal, eraseCard(context));
    const { bookings, others } = outcome.value;
    const erased = t('erase.done', { count: bookings });
    const notice = others.length === 0 ? erased : `${erased} ${t('erase.others', { emails: others.join(', ') })}`;
    return { at: 'root', card: storage(withoutInputs(context)), notice };
  });

export const ARCHIVE_ACTIONS = {
  showStorage: onShowStorage,
  openArchived: onOpenArchived,
  mailArchive: onMailArchive,
  askPurge: onAskPurge,
  purgeArchive: onPurgeArchive,
  askErase: onAskErase,
  eraseClient: onEraseClient,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof ARCHIVE_ACTIONS, true> {}
}
