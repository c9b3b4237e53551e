import type { StaffMember } from '../../booking/staff';
import type { CardContext } from '../kit/context';
import { input, isSent, numberText } from '../kit/form';
import { previewSection } from '../kit/preview';
import type { CardView } from '../kit/widgets';
import { backHome, buttons, card, checkbox, quiet, section, submit } from '../kit/parts';

/** How much a person takes on: pause, maximum bookings per day and per week, weight. */
export function limitsCard(context: CardContext, staff: StaffMember): CardView {
  const { t, event } = context;
  const paused = isSent(context, 'weight') ? event.inputs('paused').includes('yes') : staff.paused;
  return card(
    'limits',
    t('limits.title'),
    section(
      quiet(t('limits.intro')),
      checkbox('paused', 'yes', t('limits.paused'), paused),
      input(context, 'dayCap', numberText(staff.caps.day), { hint: t('service.emptyHint') }),
      input(context, 'weekCap', numberText(staff.caps.week), { hint: t('service.emptyHint') }),
      input(context, 'weight', String(staff.weight)),
      buttons(submit(t('hours.save'), 'saveLimits'), backHome(t)),
    ),
    previewSection(context, { staff }),
  );
}
