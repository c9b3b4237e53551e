import type { StaffMember } from '../../booking/staff';
import type { CardContext } from '../kit/context';
import { input, isSent, numberText } from '../kit/form';
import { previewSection } from '../kit/preview';
import type { CardView } from '../kit/widgets';

/** How much a person takes on: pause, maximum bookings per day and per week, weight. */
export function limitsCard(context: CardContext, staff: StaffMember): CardView {
  const { t, event } = context;
  const paused = isSent(context, 'weight') ? event.inputs('paused').includes('yes') : staff.paused;
  return {
    name: 'limits',
    title: t('limits.title'),
    sections: [
      {
        widgets: [
          { kind: 'text', text: t('limits.intro'), tone: 'quiet' },
          {
            kind: 'choice',
            name: 'paused',
            label: '',
            look: 'checkboxes',
            options: [{ value: 'yes', label: t('limits.paused'), selected: paused }],
          },
          input(context, 'dayCap', numberText(staff.caps.day), { hint: t('service.emptyHint') }),
          input(context, 'weekCap', numberText(staff.caps.week), { hint: t('service.emptyHint') }),
          input(context, 'weight', String(staff.weight)),
          {
            kind: 'buttons',
            buttons: [
              { text: t('hours.save'), filled: true, click: { action: 'saveLimits' } },
              { text: t('home.back'), click: { action: 'goHome' } },
            ],
          },
        ],
      },
      previewSection(context, { staff }),
    ],
  };
}
