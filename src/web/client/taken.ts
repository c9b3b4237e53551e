import type { PublicService } from '../public-api';
import { send, sendText } from './details';
import { buttonElement, el } from './dom';
import { openDays } from './open-days';
import { dateIn } from './parts/days';
import { focusTimes, TIMES_ID, timesGroup, timesToCome, type TimeChoice } from './parts/times';
import { heading, problemBox } from './problem';
import { UNKNOWN, type FormStep, type Page, type PageState } from './state';
import { datesOf, dateText, dayText, formatIn } from './texts';
import { choice, timeChoice } from './times';

/** How many of each kind are offered. */
const MOST = 3;

/** The chosen time has been taken meanwhile: the nearest ones, which are sent from here with what was typed. */
export function takenView(page: Page, { service, start }: Extract<FormStep, { at: 'taken' }>): HTMLElement {
  const { state } = page;
  const { t } = state;
  const time = datesOf(state).time(start);
  const { times, chosen, isSending } = state;
  const groups = alikeOf(state, service, start);
  const isChosen = groups.some((group) => group.times.some((one) => one.start === chosen));
  const again = () => page.go({ times: UNKNOWN });
  const press = () => {
    if (isChosen) send(page, { at: 'details', service, start: chosen });
    else focusTimes();
  };
  const toAll = () => page.go({ step: { at: 'times', service, notice: null } });
  return el(
    'section',
    { class: 'sheet one with-bar', id: 'step-taken', 'data-testid': 'taken' },
    el('p', 'hint', service.name),
    heading(t('page.taken', { time })),
    el('p', 'quiet', t('page.takenText')),
    times.trouble !== null
      ? problemBox(state, service, times.trouble === 'failed' ? null : times.trouble.text, again)
      : groups.length === 0
        ? timesToCome([dateText(state, dateIn(state.zone)(start))])
        : timesGroup({
            id: TIMES_ID,
            name: t('page.chooseTime'),
            groups,
            level: 3,
            chosen,
            onChoose: (one) => page.go({ chosen: one }),
          }),
    buttonElement(t('page.allTimes'), toAll, { class: 'link', id: 'all-times' }),
    el(
      'div',
      { class: 'bar', role: 'region', id: 'bar', 'aria-label': t('page.yourChoice') },
      isChosen ? choice(state, service, chosen) : el('p', 'choice quiet', t('page.chooseTime')),
      buttonElement(sendText(state, service), press, {
        id: 'submit',
        'data-testid': 'submit',
        ...(isSending ? { 'aria-disabled': 'true', 'data-sending': '' } : !isChosen && { 'aria-disabled': 'true' }),
      }),
    ),
  );
}

/** The nearest times of the same day, and the same time on other days. */
function alikeOf(state: PageState, service: PublicService, lost: number): { name: string; times: TimeChoice[] }[] {
  const { days } = openDays(state, service);
  const dateOf = dateIn(state.zone);
  const choiceOf = timeChoice(state, service);
  const clock = formatIn(state, { hour: 'numeric', minute: 'numeric' });
  const short = formatIn(state, { weekday: 'short', day: 'numeric', month: 'short' });
  const nearest = [...(days.get(dateOf(lost)) ?? [])]
    .sort((a, b) => Math.abs(a - lost) - Math.abs(b - lost))
    .slice(0, MOST)
    .sort((a, b) => a - b);
  const all = [...days.values()].flat();
  const sameTime = all.filter((start) => clock(start) === clock(lost) && dateOf(start) !== dateOf(lost)).slice(0, MOST);
  return [
    { name: dayText(state, lost), times: nearest.map(choiceOf) },
    {
      name: state.t('page.sameTime', { time: datesOf(state).time(lost) }),
      times: sameTime.map((start) => ({ ...choiceOf(start), note: short(start) })),
    },
  ].filter(({ times }) => times.length > 0);
}
