import { control } from '../http/control';
import { button, el } from '../ui/dom';
import { menuButton } from '../ui/menu';
import { attempt, toast } from '../ui/toast';

const STEPS = [
  { label: '15 minutes on', advance: 'PT15M' },
  { label: '1 hour on', advance: 'PT1H' },
  { label: '1 day on', advance: 'P1D' },
  { label: '1 week on', advance: 'P7D' },
];

/** The sandbox's clock: see it, move it, stop it, let it run; and what is due by then. */
export function clockMenu(): HTMLElement {
  return menuButton(el('span', { id: 'clock' }), 'Clock of the sandbox', content, {
    class: 'clock',
    'data-testid': 'clock',
  }).root;
}

function content(): HTMLElement {
  const move = (change: Record<string, unknown>) => attempt(control.clock(change));
  const set = el('input', { type: 'datetime-local', 'aria-label': 'Set the clock to, in UTC' });
  const form = el(
    'form',
    { class: 'menu-form' },
    el('label', {}, 'Stop it at (UTC)', set),
    el('button', { class: 'outlined' }, 'Set'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (set.value !== '') move({ now: `${set.value}:00Z` });
  });
  const runTriggers = () =>
    attempt(
      control.runDueTriggers().then(({ executions }) => {
        toast(executions.length === 0 ? 'No trigger is due' : `${executions.length} triggers have run`);
      }),
    );
  return el(
    'div',
    { class: 'menu-items' },
    ...STEPS.map(({ label, advance }) => button(label, () => move({ advance }), { class: 'menu-item' })),
    button('Let it run', () => move({ run: true }), { class: 'menu-item' }),
    form,
    el('hr'),
    button('Run the triggers that are due', runTriggers, { class: 'menu-item', 'data-testid': 'run-triggers' }),
  );
}
