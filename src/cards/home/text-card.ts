import { MINUTE } from '../../booking/time/time';
import { nextStarts } from '../../desk/times/preview';
import { roleOf, settingsOf } from '../../desk/team/people';
import { asInsider, type Handler } from './access';
import { refusalAnswer, type CardContext } from '../kit/context';
import { refused } from '../../booking/refusal';
import { homeCard } from './home';
import type { CardView } from '../kit/widgets';

/**
 * Text to copy: a card cannot write to the clipboard, so it is shown in a field, where it can be selected and copied as
 * a whole.
 */
export function textCard({ t }: CardContext, title: string, text: string): CardView {
  return {
    name: 'text',
    title,
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('copy.how'), tone: 'quiet' },
          { kind: 'input', name: 'text', label: title, value: text, multiline: true },
          { kind: 'buttons', buttons: [{ text: t('home.back'), filled: true, click: { action: 'goHome' } }] },
        ],
      },
    ],
  };
}

/** The next open times as text, with the address at which to book them. */
export const onCopyOpenTimes: Handler = (context) =>
  asInsider(context, () => {
    const { desk, me, t, dates } = context;
    const snapshot = desk.store.seen();
    const open = nextStarts(desk, roleOf(snapshot, me.email));
    if (open === null || open.starts.length === 0)
      return refusalAnswer(context, refused('slotTaken').refusal, homeCard(context));
    const { service, starts } = open;
    const lines = starts.map((start) => `– ${dates.longSpan(start, start + service.duration * MINUTE)}`);
    const page = settingsOf(snapshot)?.publicPage ?? '';
    const text = [
      t('copy.timesLead', { service: service.name, zone: context.zone }),
      lines.join('\n'),
      page === '' ? '' : t('copy.bookHere', { link: page }),
    ];
    return { at: 'next', card: textCard(context, t('copy.times'), text.filter((part) => part !== '').join('\n\n')) };
  });

/** The address of the public page. */
export const onCopyBookingLink: Handler = (context) =>
  asInsider(context, () => {
    const page = settingsOf(context.desk.store.seen())?.publicPage ?? '';
    if (page === '') return { at: 'same', card: homeCard(context), notice: context.t('assistant.noPage') };
    return { at: 'next', card: textCard(context, context.t('copy.link'), page) };
  });
