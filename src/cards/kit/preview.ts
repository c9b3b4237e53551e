import type { Service } from '../../booking/service';
import type { StaffMember } from '../../booking/staff';
import { MINUTE } from '../../booking/time/time';
import { nextStarts } from '../../desk/times/preview';
import type { CardContext } from './context';
import { inZone } from './context';
import type { Section } from './widgets';
import { paragraph, quiet, section, titled } from './parts';

/** The next times that clients would be offered under unsaved rules. */
export function previewSection(context: CardContext, change: { service?: Service; staff?: StaffMember }): Section {
  const { t } = context;
  const seen = nextStarts(context.desk, change);
  if (seen === null) return section(quiet(t('preview.noService')));
  const { service, starts } = seen;
  const { dates } = change.staff === undefined ? context : inZone(context, change.staff.zone);
  const lines = starts.map((start) => dates.span(start, start + service.duration * MINUTE));
  return titled(
    t('preview.title', { service: service.name === '' ? t('service.new') : service.name }),
    paragraph(lines.length === 0 ? t('preview.none') : lines.join('\n')),
  );
}
