import { durationsOf, isGivenBy, type Service } from '../../booking/service';
import { isConnected, type StaffMember } from '../../booking/staff';
import { roleOf, type Role } from '../../desk/team/people';
import type { TimesWanted } from '../../desk/ports/ports';
import type { Snapshot } from '../../desk/ports/store';
import type { CardContext } from '../kit/context';
import { durationText } from '../kit/durations';
import { chosen } from '../kit/form';
import { dropdown } from '../kit/parts';
import { placeText } from '../../i18n/places';
import { present, type Tap, type Widget } from '../kit/widgets';
import type { Place } from '../../booking/place';

/** The choices in a booking form so far, each limited to the available options. */
export interface ServiceChoice {
  role: Role;
  services: Service[];
  /** `null` if there is none that this person could book. */
  wanted: TimesWanted | null;
  /** The staff members for whom this person may book; an empty id means anyone available. */
  staff: { value: string; label: string }[];
  place: Place['kind'] | null;
}

/**
 * Reads service, person, length and place from the form; choices that no longer fit together are dropped.
 *
 * @param anybody whether the person may be left open
 */
export function serviceChoice(context: CardContext, snapshot: Snapshot, anybody: boolean): ServiceChoice {
  const role = roleOf(snapshot, context.me.email);
  const services = snapshot.list('service').filter((service) => bookableStaff(snapshot, role, service).length > 0);
  const ids = services.map(({ id }) => id);
  const service = services.find(({ id }) => id === chosen(context, 'service', ids, ids[0] ?? '')) ?? null;
  if (service === null) return { role, services, wanted: null, staff: [], place: null };
  const people = bookableStaff(snapshot, role, service);
  const named = people.map(({ id, name }) => ({ value: id, label: name }));
  const staff =
    anybody && role.managesAll && people.length > 1
      ? [{ value: '', label: context.t('manual.anybody') }, ...named]
      : named;
  const usual = staff.find(({ value }) => value === role.staff?.id)?.value ?? staff[0]?.value ?? '';
  const staffId =
    context.event.inputs('staff').length === 0
      ? usual
      : chosen(
          context,
          'staff',
          staff.map(({ value }) => value),
          usual,
        );
  const lengths = durationsOf(service);
  const duration = Number(chosen(context, 'duration', lengths.map(String), String(service.duration)));
  const kinds = service.places.map(({ kind }) => kind);
  const [first = null] = kinds;
  const place = first === null ? null : chosen(context, 'place', kinds, first);
  return { role, services, wanted: { service, duration, staffId: staffId === '' ? null : staffId }, staff, place };
}

/** The staff members of a service whose time this person may book. */
function bookableStaff(snapshot: Snapshot, role: Role, service: Service): StaffMember[] {
  return snapshot
    .list('staff')
    .filter(
      (staff) => isConnected(staff) && isGivenBy(service, staff.id) && (role.managesAll || staff.id === role.staff?.id),
    );
}

/** The fields for it; a choice that decides which other choices there are redraws the form. */
export function choiceWidgets(context: CardContext, choice: ServiceChoice, changed: Tap, withPlace: boolean): Widget[] {
  const { t } = context;
  const { wanted, services, staff, place } = choice;
  if (wanted === null) return [];
  const { service, duration, staffId } = wanted;
  const named = services.map(({ id, name }) => ({ value: id, label: name }));
  const lengths = durationsOf(service).map((minutes) => ({ value: String(minutes), label: durationText(t, minutes) }));
  const places = service.places.map((one) => ({ value: one.kind, label: placeText(t, one) }));
  return present<Widget>([
    dropdown('service', t('field.service'), named, service.id, changed),
    staff.length > 1 && dropdown('staff', t('field.staff'), staff, staffId ?? '', changed),
    lengths.length > 1 && dropdown('duration', t('manual.length'), lengths, String(duration), changed),
    withPlace && places.length > 1 && dropdown('place', t('field.place'), places, place ?? ''),
  ]);
}
