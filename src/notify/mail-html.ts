import type { Note } from '../desk/ports/ports';
import { pickLocale } from '../i18n/locales';
import { accentOf, GROUNDS, type Accent, type Theme } from '../look/accent';
import type { MailContent, MailFact, MailLink } from './mail-content';

// Mail programs leave out much of what browsers know. Styles are therefore inline, in the light colours; those of dark
// mode are in a media query, by class, and every text has a ground of its own, so that programs which invert colours
// (Gmail, Outlook) keep it legible. Blocks are `div`s; tables only where Outlook, which draws with Word, needs them:
// beside the date, for rows, for buttons.

/** Colours of the design that do not follow the accent. */
const PAINT = {
  light: {
    ...GROUNDS.light,
    ink2: '#5A574F',
    hair: '#E2DFD8',
    line: '#85817A',
    wait: '#764B00',
    waitTint: '#FBF0DA',
  },
  dark: {
    ...GROUNDS.dark,
    ink2: '#B9B5AC',
    hair: '#383632',
    line: '#868279',
    wait: '#EDC273',
    waitTint: '#332814',
  },
} as const;

type Paint = Record<keyof (typeof PAINT)['light'], string> & Accent;

const FONT =
  "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang TC','Microsoft JhengHei','Noto Sans TC','Noto Sans Thai','Leelawadee UI',Thonburi,sans-serif";

/** People's names and addresses may be longer than a line. */
const WRAP = 'overflow-wrap:anywhere;word-break:break-word';

/** What each class stands for: the inline style in light, and what becomes of it in dark. One class is one letter. */
const CLASSES: Record<string, (paint: Paint) => string> = {
  g: ({ ground }) => `background:${ground}`,
  s: ({ surface }) => `background:${surface}`,
  p: ({ pane, hair }) => `background:${pane};border-color:${hair}`,
  i: ({ ink }) => `color:${ink}`,
  j: ({ ink2 }) => `color:${ink2}`,
  h: ({ line }) => `border-color:${line}`,
  t: ({ tint }) => `background:${tint}`,
  a: ({ text }) => `color:${text}`,
  f: ({ fill, edge }) => `background:${fill};border-color:${edge}`,
  o: ({ on }) => `color:${on}`,
  w: ({ waitTint }) => `background:${waitTint}`,
  v: ({ wait }) => `color:${wait}`,
};

/** One e-mail in the making: its colours, and the height of its lines. */
interface Sheet {
  light: Paint;
  dark: Paint;
  /** Pixels; Thai letters are taller. */
  leading: number;
}

/** An e-mail as HTML. Whatever came from people is escaped; nothing in it is fetched but the logo. */
export function mailHtml(content: MailContent): string {
  const sheet = sheetOf(content);
  return page(sheet, content, body(sheet, content), content.footer);
}

/** A note as HTML, with its subject as its title; addresses in it become links. */
export function noteHtml({ subject, text, locale, settings }: Note): string {
  const desk = { ...settings, language: pickLocale([locale]) };
  const sheet = sheetOf(desk);
  const parts = text.split('\n\n').map((part) => notePart(sheet, part));
  const inner = [header(sheet, desk), heading(sheet, subject), ...parts].join('');
  return page(sheet, { ...desk, subject, preview: text.slice(0, 120) }, inner, [settings.business]);
}

/** A paragraph; one that is only a number is what the reader has to copy. */
function notePart(sheet: Sheet, text: string): string {
  const isCode = /^\d+$/.test(text);
  const style = isCode ? 'margin:16px 0;font-size:32px;line-height:40px;font-weight:700' : 'margin:0 0 12px';
  const linked = text
    .split(/(https?:\/\/[^\s<>]+)/)
    .map((part, n) => (n % 2 === 1 ? link(sheet, part, part) : escaped(part)));
  return `<div${look(sheet, 'i', style)}>${linked.join('').replace(/\n/g, '<br>')}</div>`;
}

/** What the sheet of an e-mail depends on. */
type SheetLook = Pick<MailContent, 'accent' | 'logo' | 'business' | 'language'>;

function sheetOf({ accent, language }: SheetLook): Sheet {
  const paint = (theme: Theme): Paint => ({ ...PAINT[theme], ...accentOf(accent, theme) });
  return { light: paint('light'), dark: paint('dark'), leading: language === 'th' ? 28 : 24 };
}

/** A whole page: what it says, and its footer below. */
function page(
  sheet: Sheet,
  { language, subject, preview }: Pick<MailContent, 'language' | 'subject' | 'preview'>,
  inner: string,
  footer: readonly string[],
): string {
  const dark = Object.entries(CLASSES).map(([name, style]) => `.${name}{${important(style(sheet.dark))}}`);
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    `<title>${escaped(subject)}</title>`,
    `<style>:root{color-scheme:light dark}@media(prefers-color-scheme:dark){${dark.join('')}}</style></head>`,
    `<body${look(sheet, 'g', 'margin:0;padding:0;-webkit-text-size-adjust:100%')}>`,
    `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escaped(preview)}</div>`,
    `<div role="main" lang="${language}" style="max-width:600px;margin:0 auto;${FONT};font-size:16px;line-height:${sheet.leading}px;${WRAP}">`,
    `<div${look(sheet, 's', 'padding:24px 20px 28px')}>${inner}</div>`,
    `<div${look(sheet, 'g j', 'padding:20px;font-size:14px;line-height:22px')}>`,
    `${footer.map((line) => `<div>${escaped(line)}</div>`).join('')}</div></div></body></html>`,
  ].join('');
}

const important = (style: string) => style.replace(/(;|$)/g, '!important$1');

/** The attributes of an element of these classes. */
function look({ light }: Sheet, classes: string, style = ''): string {
  const colours = classes.split(' ').flatMap((name) => CLASSES[name]?.(light) ?? []);
  return ` class="${classes}" style="${[...(style === '' ? [] : [style]), ...colours].join(';')}"`;
}

function body(sheet: Sheet, content: MailContent): string {
  const { title, greeting, sentences, hint } = content;
  const paragraph = (text: string) => `<div${look(sheet, 'i', 'margin:0 0 8px')}>${escaped(text)}</div>`;
  return [
    header(sheet, content),
    heading(sheet, title),
    ...[greeting, ...sentences].map(paragraph),
    deadline(sheet, content),
    slip(sheet, content),
    content.button === null ? '' : button(sheet, content.button),
    hint === '' ? '' : `<div${look(sheet, 'j', `margin:12px 0 0;${SMALL};text-align:center`)}>${escaped(hint)}</div>`,
    keepsakes(sheet, content),
  ].join('');
}

/** What the reader may want later: the file that comes with it, and addresses. */
function keepsakes(sheet: Sheet, { fileText, links }: MailContent): string {
  if (fileText === '' && links.length === 0) return '';
  const lines = [
    ...(fileText === '' ? [] : [`<div style="padding:0 0 8px">${escaped(fileText)}</div>`]),
    ...links.map(({ label, href }) => `<div>${escaped(label)}</div><div>${link(sheet, href, href)}</div>`),
  ];
  const style = `margin:20px 0 0;padding:16px 0 0;border-top-width:1px;border-top-style:dashed;${SMALL}`;
  return `<div${look(sheet, 'j h', style)}>${lines.join('')}</div>`;
}

const SMALL = 'font-size:14px;line-height:22px';
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';

function heading(sheet: Sheet, title: string): string {
  const style = 'margin:24px 0 8px;font-size:24px;line-height:32px;font-weight:700';
  return `<h1${look(sheet, 'i', style)}>${escaped(title)}</h1>`;
}

function header(sheet: Sheet, { business, logo }: Pick<MailContent, 'business' | 'logo'>): string {
  const box = 'display:inline-block;width:36px;height:36px;border-radius:8px';
  const initial = escaped(Array.from(business)[0] ?? '');
  const mark =
    logo === ''
      ? `<span aria-hidden="true"${look(sheet, 'f o', `${box};line-height:36px;text-align:center;font-weight:700`)}>${initial}</span>`
      : `<img src="${escaped(logo)}" alt="" width="36" height="36" style="${box};background:#FFFFFF">`;
  return (
    `<table ${TABLE}><tr><td width="36" style="padding-right:12px">${mark}</td>` +
    `<td${look(sheet, 'i', `${FONT};font-size:16px;line-height:${sheet.leading}px;font-weight:600;${WRAP}`)}>${escaped(business)}</td></tr></table>`
  );
}

function deadline(sheet: Sheet, { deadline: urgent }: MailContent): string {
  if (urgent === null) return '';
  const { first, then } = urgent;
  return (
    `<div${look(sheet, 'w i', 'margin:16px 0 0;padding:12px 16px;border-radius:14px')}>` +
    `<strong${look(sheet, 'v')}>${escaped(first)}</strong> ${escaped(then)}</div>`
  );
}

/** What is booked: date, facts, and what people have written. */
function slip(sheet: Sheet, content: MailContent): string {
  const { facts, quotes } = content;
  const rule = `<div${look(sheet, 'h', 'margin:16px 0 8px;border-top-width:1px;border-top-style:dashed;font-size:0;line-height:0')}></div>`;
  return (
    `<div${look(sheet, 'p', 'margin:20px 0;padding:16px;border-width:1px;border-style:solid;border-radius:14px')}>` +
    `${dateRow(sheet, content)}${rule}` +
    `<table ${TABLE} width="100%">${facts.map((fact) => factRow(sheet, fact)).join('')}</table>` +
    `${quotes.map((quote) => quoted(sheet, quote)).join('')}</div>`
  );
}

function dateRow(sheet: Sheet, { leaf, day, time, clientTime }: MailContent): string {
  const small = 'font-size:13px;line-height:18px;font-weight:600';
  const cell = `${FONT};${WRAP}`;
  return (
    `<table ${TABLE}><tr><td width="64" valign="top" aria-hidden="true"${look(sheet, 't', `${cell};width:64px;padding:8px 0;border-radius:12px;text-align:center`)}>` +
    `<div${look(sheet, 'a', small)}>${escaped(leaf.month)}</div>` +
    `<div${look(sheet, 'i', 'font-size:24px;line-height:30px;font-weight:700')}>${escaped(leaf.day)}</div>` +
    `<div${look(sheet, 'a', small)}>${escaped(leaf.weekday)}</div></td>` +
    `<td valign="middle" style="${cell};padding-left:16px"><div${look(sheet, 'i', 'font-size:18px;line-height:26px;font-weight:700')}>${escaped(day)}</div>` +
    `<div${look(sheet, 'j', `font-size:16px;line-height:${sheet.leading}px`)}>${escaped(time)}</div></td></tr></table>` +
    (clientTime === '' ? '' : `<div${look(sheet, 'j', `margin:8px 0 0;${SMALL}`)}>${escaped(clientTime)}</div>`)
  );
}

function factRow(sheet: Sheet, { label, value, href }: MailFact): string {
  const cell = `${FONT};padding:6px 0;font-size:16px;line-height:${sheet.leading}px;${WRAP}`;
  const text = href === undefined ? escaped(value) : link(sheet, href, value);
  return (
    `<tr><td valign="top" width="38%"${look(sheet, 'j', `${cell};padding-right:16px`)}>${escaped(label)}</td>` +
    `<td valign="top" width="62%" align="right"${look(sheet, 'i', cell)}>${text}</td></tr>`
  );
}

function quoted(sheet: Sheet, { label, value }: MailFact): string {
  const lines = value.split('\n').map(escaped).join('<br>');
  return (
    `<div${look(sheet, 'j', 'padding:6px 0')}>${escaped(label)}</div>` +
    `<div${look(sheet, 'h i', 'padding:0 0 0 12px;border-left-width:3px;border-left-style:solid')}>${lines}</div>`
  );
}

/** The whole cell is the button: the link fills it, and stays a link where styles are left out. */
function button(sheet: Sheet, { label, href }: MailLink): string {
  const cell = 'border-width:1px;border-style:solid;border-radius:12px';
  const inside = `display:block;padding:13px 20px;${FONT};font-size:16px;line-height:22px;font-weight:600;text-decoration:none;${WRAP}`;
  return (
    `<table ${TABLE} width="100%"><tr><td align="center" bgcolor="${sheet.light.fill}"${look(sheet, 'f', cell)}>` +
    `<a href="${escaped(href)}"${look(sheet, 'o', inside)}>${escaped(label)}</a></td></tr></table>`
  );
}

function link(sheet: Sheet, href: string, text: string): string {
  return `<a href="${escaped(href)}"${look(sheet, 'a', `text-decoration:underline;${WRAP}`)}>${escaped(text)}</a>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
