import { control } from '../http/control';
import { calendarColor } from '../model/colors';
import { calendarName, type HostState } from '../model/state';
import { button, byId, el, fill } from '../ui/dom';
import { icon } from '../ui/icons';
import { attempt, toast } from '../ui/toast';

export interface SideActions {
  create: () => void;
  /** Calendars were shown or hidden. */
  changed: () => void;
}

const ROLES: Readonly<Record<string, string>> = {
  freeBusyReader: 'free or busy only',
  reader: 'can see',
  writer: 'can change',
};

/** Beside the grid: a new event, and which calendars are shown. */
export function drawSide(state: HostState, actions: SideActions): void {
  fill(
    byId('side'),
    button([icon('plus'), 'Create'], actions.create, { class: 'create', 'data-testid': 'create' }),
    el('h2', {}, 'Calendars'),
    el('ul', {}, ...state.calendars.map((calendar) => el('li', {}, row(state, calendar, actions)))),
    settings(state),
  );
}

function row(state: HostState, calendar: HostState['calendars'][number], actions: SideActions): HTMLElement {
  const box = el('input', { type: 'checkbox', checked: !state.hidden.has(calendar.id) });
  box.style.accentColor = calendarColor(state.calendars, calendar.id);
  box.addEventListener('change', () => {
    if (box.checked) state.hidden.delete(calendar.id);
    else state.hidden.add(calendar.id);
    actions.changed();
  });
  const role = ROLES[calendar.accessRole];
  const name = calendarName(calendar, state.user);
  return el(
    'label',
    { title: calendar.id },
    box,
    el('span', {}, name, role !== undefined && el('span', { class: 'label' }, role)),
  );
}

/**
 * The settings page that an add-on names for its conferences
 * (https://developers.google.com/apps-script/manifest/calendar-addons, createSettingsUrlFunction).
 */
function settings(state: HostState): HTMLElement | null {
  const name = state.project.addOn?.settingsUrlFunction ?? null;
  if (name === null) return null;
  const open = async () => {
    const { ok, result, error } = await control.call({ as: state.user.email, function: name, args: [] });
    if (ok && typeof result === 'string' && /^https?:/.test(result)) window.open(result, '_blank', 'noopener');
    else toast(error?.message ?? 'The add-on named no settings page.');
  };
  return button([icon('tune'), 'Add-on settings'], () => attempt(open()), { class: 'borderless' });
}
