import type { ExecutionRecord } from '../../protocol';
import { control } from '../http/control';
import { duration, words } from '../model/time';
import type { HostState } from '../model/state';
import { button, el, fill } from '../ui/dom';
import { icon } from '../ui/icons';

let openId: string | null = null;

/** Chooses the execution that is shown first. */
export function openExecution(id: string): void {
  openId = id;
}

/** Every run of the script: what it called, how long that took, what it said, and why it failed. */
export async function showLog(root: HTMLElement, state: HostState): Promise<void> {
  const executions = (await control.executions()).reverse();
  const draw = () => {
    const open = executions.find(({ id }) => id === openId);
    fill(
      root,
      el('h2', { class: 'view-title' }, 'Executions'),
      executions.length === 0
        ? el('p', { class: 'label' }, 'Nothing has run yet.')
        : el(
            'div',
            { class: open === undefined ? 'two-panes' : 'two-panes opened' },
            el('ul', { class: 'lines' }, ...executions.map((execution) => el('li', {}, line(execution, state, draw)))),
            open === undefined ? el('p', { class: 'label reading' }, 'Choose an execution.') : details(open, draw),
          ),
    );
  };
  draw();
}

const KINDS: Readonly<Record<string, string>> = {
  call: 'Call',
  card: 'Card',
  conference: 'Conference',
  trigger: 'Trigger',
  webapp: 'Web app',
  page: 'Page',
};

function line(execution: ExecutionRecord, state: HostState, draw: () => void): HTMLElement {
  const { id, ok, kind, as, startedAt, calls, logs } = execution;
  const open = () => {
    openId = id;
    draw();
  };
  const content = [
    el('span', { class: 'line-title' }, icon(ok ? 'check' : 'alert'), execution.function),
    el('span', { class: 'label' }, `${KINDS[kind] ?? kind} · ${as} · ${calls.length} calls`),
    // A script with one function for many things says first which of them it does.
    logs[0] !== undefined && el('span', { class: 'label' }, logs[0].message),
    el(
      'span',
      { class: 'label line-time' },
      words(startedAt, state.user.timeZone, 'en-GB', { dateStyle: 'medium', timeStyle: 'medium' }),
    ),
  ];
  const chosen = id === openId;
  return button(content, open, {
    class: `line ${chosen ? 'chosen' : ''} ${ok ? '' : 'failed'}`,
    'data-testid': 'execution',
    'aria-current': chosen ? 'true' : undefined,
  });
}

function details(execution: ExecutionRecord, draw: () => void): HTMLElement {
  const { error, calls, logs, ok, startedAt, endedAt } = execution;
  const close = () => {
    openId = null;
    draw();
  };
  const cost = calls.reduce((sum, call) => sum + call.cost, 0);
  const facts = [ok ? 'Completed' : 'Failed', `${duration(endedAt - startedAt)} on the sandbox's clock`];
  if (cost > 0) facts.push(`about ${duration(cost)} at Google`);
  return el(
    'article',
    { class: 'reading' },
    button([icon('back'), 'All executions'], close, { class: 'borderless only-narrow' }),
    el('h3', {}, execution.function),
    el('p', { class: 'label' }, facts.join(' · ')),
    error !== undefined && el('pre', { class: 'wrong' }, error.stack ?? `${error.name}: ${error.message}`),
    calls.length > 0 && el('h4', {}, 'Calls'),
    calls.length > 0 && el('ol', { class: 'calls' }, ...calls.map((call) => el('li', {}, callLine(call)))),
    logs.length > 0 && el('h4', {}, 'Log'),
    logs.length > 0 &&
      el(
        'ul',
        { class: 'log-lines' },
        ...logs.map(({ level, message }) =>
          el('li', { class: level }, el('span', { class: 'label' }, level), el('span', {}, message)),
        ),
      ),
  );
}

function callLine({ service, method, args, ok, error, cost }: ExecutionRecord['calls'][number]): HTMLElement {
  const time = cost > 0 ? el('span', { class: 'label' }, duration(cost)) : null;
  return el(
    'details',
    { class: ok ? '' : 'failed' },
    el('summary', {}, `${service}.${method}`, time, !ok && el('span', { class: 'wrong' }, error?.message ?? 'failed')),
    el('pre', {}, JSON.stringify(args, null, 1)),
  );
}
