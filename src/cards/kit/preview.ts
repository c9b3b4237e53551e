import type { Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import { MINUTE } from '../../booking/time/time';
import { nextStarts } from '../../desk/times/preview';
import type { CardContext } from './context';
import { inZone } from './context';
import type { Section } from './widgets';

/** The next times that clients would be offered under unsaved rules. */
export function previewSection(context: CardContext, change: { service?: Service; staff?: StaffMember }): Section {
  const { t } = context;
  const seen = nextStarts(context.desk, change);
  if (seen === null) return { widgets: [{ kind: 'text', text: t('preview.noService'), tone: 'quiet' }] };
  const { service, starts } = seen;
  const { dates } = change.staff === undefined ? context : inZone(context, change.staff.zone);
  const lines = starts.map((start) => dates.span(start, start + service.duration * MINUTE));
  return {
    title: t('preview.title', { service: service.name === '' ? t('service.new') : service.name }),
    widgets: [{ kind: 'text', text: lines.length === 0 ? t('preview.none') : lines.join('\n') }],
  };
}
