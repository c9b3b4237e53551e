import { MINUTE } from '../../booking/time/time';
import { nextStarts, offeredBy } from '../../desk/times/preview';
import { roleOf, settingsOf } from '../../desk/team/people';
import { addressOf } from '../kit/addresses';
import { forInsider, type Handler } from '../kit/access';
import { type CardContext } from '../kit/context';
import { refused } from '../../booking/refusal';
import type { CardView } from '../kit/widgets';
import { buttons, card, multiline, quiet, section, submit } from '../kit/parts';

/**
 * Text to copy: a card cannot write to the clipboard, so it is shown in a field, where it can be selected and copied as
 * a whole.
 */
export function textCard({ t }: CardContext, title: string, text: string): CardView {
  return card(
    'text',
    title,
    section(quiet(t('copy.how')), multiline('text', title, text), buttons(submit(t('home.back'), 'goHome'))),
  );
}

/** The next open times as text, with the address at which to book them. */
export const onCopyOpenTimes: Handler = (context) =>
  forInsider(context, () => {
    const { desk, me, t, dates, event } = context;
    const snapshot = desk.store.seen();
    const { staff } = roleOf(snapshot, me.email);
    const service = offeredBy(snapshot, staff).find(({ id }) => id === event.param('service'));
    const open = nextStarts(desk, { staff, ...(service && { service }) });
    if (open === null || open.starts.length === 0) return refused('slotTaken').refusal;
    const { starts } = open;
    const lines = starts.map((start) => `– ${dates.longSpan(start, start + open.service.duration * MINUTE)}`);
    const page = settingsOf(snapshot)?.publicPage ?? '';
    const link = page === '' ? '' : addressOf(page, { service: open.service.id });
    const text = [
      t('copy.timesLead', { service: open.service.name, zone: context.zone }),
      lines.join('\n'),
      link === '' ? '' : t('copy.bookHere', { link }),
    ];
    return { at: 'next', card: textCard(context, t('copy.times'), text.filter((part) => part !== '').join('\n\n')) };
  });
