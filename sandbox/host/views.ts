import { control, type Execution, type Mail } from './api';
import { byId, el } from './dom';
import type { HostState } from './state';

const timeOf = (state: HostState, at: number) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: state.user.timeZone }).format(
    at,
  );

/** Everything that was sent: nothing leaves the sandbox. */
export async function showMail(state: HostState): Promise<void> {
  const mails = (await control.mail()).slice().reverse();
  const entries = mails.map((mail: Mail) =>
    el(
      'details',
      { class: 'entry', 'data-testid': 'mail' },
      el(
        'summary',
        {},
        el('strong', {}, mail.subject),
        el('span', { class: 'label' }, ` to ${mail.to.join(', ')} · ${timeOf(state, mail.at)}`),
      ),
      el(
        'p',
        { class: 'label' },
        `From ${mail.name === undefined ? '' : `${mail.name}, `}${mail.from} (${mail.source})`,
      ),
      el('pre', {}, mail.body),
    ),
  );
  const empty = el(
    'p',
    { class: 'label' },
    'No mail yet. What the add-on or Calendar sends is kept here and goes nowhere.',
  );
  byId('main').replaceChildren(
    el('div', { class: 'list' }, el('h2', {}, 'Mail'), ...(entries.length === 0 ? [empty] : entries)),
  );
}

/** Every run of the script, what it called and what it said. */
export async function showLog(state: HostState): Promise<void> {
  const executions = (await control.executions()).slice().reverse();
  const entries = executions.map((execution: Execution) =>
    el(
      'details',
      { class: `entry ${execution.ok ? '' : 'failed'}`, 'data-testid': 'execution' },
      el(
        'summary',
        {},
        el('strong', {}, execution.function),
        el(
          'span',
          { class: 'label' },
          ` ${execution.kind} · ${execution.as} · ${timeOf(state, execution.startedAt)} · ${String(execution.calls.length)} calls`,
        ),
      ),
      execution.error !== undefined && el('pre', { class: 'wrong' }, execution.error.stack ?? execution.error.message),
      el(
        'ol',
        {},
        ...execution.calls.map((call) => el('li', {}, `${call.service}.${call.method}${call.ok ? '' : ' ✗'}`)),
      ),
      execution.logs.length > 0 &&
        el('pre', {}, execution.logs.map((line) => `${line.level}: ${line.message}`).join('\n')),
    ),
  );
  byId('main').replaceChildren(el('div', { class: 'list' }, el('h2', {}, 'Executions'), ...entries));
}
