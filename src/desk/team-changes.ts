import type { Booking } from '../booking/booking';
import { done, refused, type Outcome } from '../booking/refusal';
import type { StaffMember } from '../booking/staff';
import type { RecordChange, Snapshot } from './ports/store';
import { asOwner, decideAndWrite } from './team/access';
import { settingsOf } from './team/people';
import type { Desk } from './ports/ports';
import { SETTINGS_ID, type Settings } from './ports/records';
import { makeTriggers } from './sync/trigger-status';

/**
 * The owner removes somebody from the team whose bookings are all settled: nobody else could finish those bookings.
 * From then on that person may do nothing here; their former bookings stay as they are.
 */
export function removeStaff(desk: Desk, staffId: string): Outcome<StaffMember> {
  return asOwner(desk, (snapshot) => {
    const staff = snapshot.get('staff', staffId);
    if (staff === undefined) return refused('unknownStaff', 'staff');
    const left = unsettled(snapshot, staffId);
    if (left > 0) return refused('bookingsLeft', 'staff', { name: staff.name, count: left });
    return done({ value: staff, changes: removalOf(snapshot, staff) });
  });
}

function unsettled(snapshot: Snapshot, staffId: string): number {
  const { bookings } = snapshot;
  const isLeft = ({ staffId: whose, outbox }: Booking) =>
    whose === staffId && outbox.some(({ kind }) => kind !== 'mail');
  return new Set([...bookings.live(staffId), ...bookings.withWork().filter(isLeft)]).size;
}

/** All of this person's records except bookings. */
function removalOf(snapshot: Snapshot, { id, email }: StaffMember): RecordChange[] {
  const calendars = [...snapshot.all('calendar')].filter(([, calendar]) => calendar.email === email);
  const offers = snapshot.list('offer').filter(({ staffId }) => staffId === id);
  const services = snapshot.list('service').filter(({ staffIds }) => staffIds?.includes(id) === true);
  const settings = settingsOf(snapshot);
  const holdsOffice = settings !== null && (settings.managers.includes(email) || settings.heir === email);
  return [
    { remove: 'staff', id },
    ...calendars.map(([calendar]): RecordChange => ({ remove: 'calendar', id: calendar })),
    { remove: 'account', id: email },
    { remove: 'archive', id: email },
    ...offers.map((offer): RecordChange => ({ remove: 'offer', id: offer.id })),
    ...services.map((service): RecordChange => {
      const staffIds = service.staffIds?.filter((one) => one !== id) ?? null;
      return { put: 'service', id: service.id, value: { ...service, staffIds } };
    }),
    ...(holdsOffice ? [putSettings(withoutOffices(settings, email))] : []),
  ];
}

/** Neither owner nor manager, nor the next owner. */
function withoutOffices(settings: Settings, email: string): Settings {
  const heir = settings.heir === email ? '' : settings.heir;
  return { ...settings, heir, managers: settings.managers.filter((one) => one !== email) };
}

function putSettings(value: Settings): RecordChange {
  return { put: 'settings', id: SETTINGS_ID, value };
}

/** The owner names the next owner of the desk, or withdraws the offer. Nothing changes until that person accepts. */
export function nameHeir(desk: Desk, heir: string): Outcome<Settings> {
  return asOwner(desk, (snapshot) => {
    const settings = settingsOf(snapshot);
    if (settings === null) return refused('notAllowed');
    if (heir === settings.owner) return refused('valueExpected', 'email');
    const value = { ...settings, heir };
    return done({ value, changes: [putSettings(value)] });
  });
}

/**
 * The named person accepts, as themselves: their hourly tick is created, since the desk's work depends on its owner's.
 * The former owner stays as a manager. Declining leaves everything as it was.
 */
export function answerHandOver(desk: Desk, accepts: boolean): Outcome<Settings> {
  const outcome = decideAndWrite<Settings>(desk, (snapshot) => {
    const settings = settingsOf(snapshot);
    if (settings === null || desk.me.email === '' || settings.heir !== desk.me.email) return refused('notAllowed');
    const value = accepts ? inherited(settings) : { ...settings, heir: '' };
    return done({ value, changes: [putSettings(value)] });
  });
  if (outcome.ok && accepts) makeTriggers(desk, []);
  return outcome;
}

function inherited(settings: Settings): Settings {
  const { owner: former, heir } = settings;
  const managers = [...settings.managers.filter((one) => one !== heir && one !== former), former];
  return { ...settings, owner: heir, managers, heir: '' };
}
