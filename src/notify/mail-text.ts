import type { MailContent, MailLink } from './mail-content';

/** An e-mail as plain text: one fact on a line, each address on a line of its own, so that programs make it a link. */
export function mailText(content: MailContent): string {
  const { business, title, greeting, sentences, deadline, day, time, clientTime, facts, quotes, button, hint, links } =
    content;
  const paragraphs = [
    [business],
    [title],
    [greeting, ...sentences],
    deadline === null ? [] : [deadline.first, deadline.then],
    [day, time, clientTime],
    facts.map(({ label, value }) => labelled(content, label, value)),
    ...quotes.map(({ label, value }) => [
      labelled(content, label, ''),
      ...value.split('\n').map((line) => `> ${line}`),
    ]),
    ...(button === null ? [] : [address(content, button)]),
    [hint],
    [content.fileText],
    ...links.map((link) => address(content, link)),
    ['--', ...content.footer],
  ];
  return paragraphs
    .map((lines) => lines.filter((line) => line !== '').join('\n'))
    .filter((text) => text !== '')
    .join('\n\n');
}

function address(content: MailContent, { label, href }: MailLink): string[] {
  return [labelled(content, label, ''), href];
}

/** `Where: Online`; without a value, `Note:` */
function labelled({ language }: MailContent, label: string, value: string): string {
  const colon = language === 'zh-TW' ? '：' : ': ';
  return `${label}${colon}${value}`.trimEnd();
}
