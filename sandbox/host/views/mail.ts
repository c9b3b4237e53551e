import type { SentMail } from '../../protocol';
import { control } from '../http/control';
import { words } from '../model/time';
import type { HostState } from '../model/state';
import { button, el, fill } from '../ui/dom';
import { icon } from '../ui/icons';

let openId: string | null = null;

/** Everything that was sent: nothing leaves the sandbox. Newest first, one opened beside the list. */
export async function showMail(root: HTMLElement, state: HostState): Promise<void> {
  const mails = (await control.mail()).reverse();
  const draw = () => {
    const open = mails.find(({ id }) => id === openId);
    fill(
      root,
      el('h2', { class: 'view-title' }, 'Mail'),
      mails.length === 0
        ? el('p', { class: 'label' }, 'No mail yet. What the add-on or Calendar sends is kept here and goes nowhere.')
        : el(
            'div',
            { class: open === undefined ? 'two-panes' : 'two-panes opened' },
            el('ul', { class: 'lines' }, ...mails.map((mail) => el('li', {}, line(mail, state, draw)))),
            open === undefined
              ? el('p', { class: 'label reading' }, 'Choose a message to read it.')
              : message(open, state, draw),
          ),
    );
  };
  draw();
}

const timeOf = (state: HostState, at: number) =>
  words(at, state.user.timeZone, 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });

function line(mail: SentMail, state: HostState, draw: () => void): HTMLElement {
  const open = () => {
    openId = mail.id;
    draw();
  };
  const content = [
    el('span', { class: 'line-title' }, mail.subject),
    el('span', { class: 'label' }, `to ${mail.to.join(', ')}`),
    el('span', { class: 'label line-time' }, timeOf(state, mail.at)),
  ];
  const chosen = mail.id === openId;
  return button(content, open, {
    class: chosen ? 'line chosen' : 'line',
    'data-testid': 'mail',
    'aria-current': chosen ? 'true' : undefined,
  });
}

function message(mail: SentMail, state: HostState, draw: () => void): HTMLElement {
  const close = () => {
    openId = null;
    draw();
  };
  const from = mail.name === undefined ? mail.from : `${mail.name} <${mail.from}>`;
  const more = [
    ['From', from],
    ['To', mail.to.join(', ')],
    ['Cc', mail.cc?.join(', ') ?? ''],
    ['Bcc', mail.bcc?.join(', ') ?? ''],
    ['Reply to', mail.replyTo ?? ''],
    ['Sent', `${timeOf(state, mail.at)}, by ${mail.source}`],
  ].filter(([, value]) => value !== '');
  return el(
    'article',
    { class: 'reading' },
    button([icon('back'), 'All mail'], close, { class: 'borderless only-narrow' }),
    el('h3', {}, mail.subject),
    el('dl', {}, ...more.flatMap(([name, value]) => [el('dt', {}, name ?? ''), el('dd', {}, value ?? '')])),
    body(mail),
    ...(mail.attachments ?? []).map(({ name, mimeType, base64 }) =>
      el('a', { class: 'attachment', download: name, href: `data:${mimeType};base64,${base64}` }, icon('link'), name),
    ),
  );
}

/**
 * A message with HTML is shown as such, in a frame in which no script runs; its links open beside the sandbox. The plain
 * text, for programs that show no HTML, is below.
 */
function body(mail: SentMail): HTMLElement {
  const plain = el('pre', { class: 'body' }, mail.body);
  if (mail.htmlBody === undefined || mail.htmlBody === '') return plain;
  const sandbox = 'allow-popups allow-popups-to-escape-sandbox';
  const srcdoc = `<base target="_blank">${mail.htmlBody}`;
  return el(
    'div',
    {},
    el('iframe', { class: 'body', sandbox, title: mail.subject, srcdoc }),
    el('details', {}, el('summary', {}, 'Plain text'), plain),
  );
}
