import type { Joining } from '../desk/rooms/join';
import type { LoginEnd, WayIn } from '../desk/ports/rooms';
import { deskTexts, type DeskTranslate } from '../i18n/index';
import { pickLocale } from '../i18n/locales';

/** A page without any script. */
export interface PlainPage {
  title: string;
  html: string;
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;color:#1f1f1f;background:#f3f6f4;margin:0}' +
  'main{background:#fff;max-width:28rem;margin:10vh auto;padding:2rem;border-radius:12px;box-sizing:border-box}' +
  'h1{font-size:1.4rem;margin:0 0 1rem}label{display:block;margin:1rem 0 .25rem}' +
  'input{font:inherit;width:100%;padding:.6rem;border:1px solid #747775;border-radius:6px;box-sizing:border-box}' +
  'button,.go{display:inline-block;font:inherit;margin-top:1rem;padding:.6rem 1.4rem;border:0;border-radius:6px;' +
  'background:#1a5f4a;color:#fff;text-decoration:none;cursor:pointer}dt{font-weight:600}dd{margin:0 0 .75rem;overflow-wrap:anywhere}';

/**
 * What a person sees who has opened a link to one of our rooms. A page inside Google's frame cannot navigate on its
 * own: the way in is a link that they click [apps-script/guides/html/restrictions].
 *
 * @param webApp where the form with their name goes
 */
export function joinPage(joining: Joining, key: string, webApp: string): PlainPage {
  const locale = joining.kind === 'unknown' ? 'en' : joining.locale;
  const t = deskTexts(locale);
  switch (joining.kind) {
    case 'unknown':
      return page(locale, t('room.joinTitle'), paragraph(t('room.unknown')));
    case 'ended':
      return page(locale, t('room.joinTitle'), paragraph(t('room.ended')));
    case 'later':
      return page(locale, t('room.joinTitle'), paragraph(t('room.later')));
    case 'name':
      return page(locale, titleOf(t, joining.title), nameForm(t, key, webApp));
    case 'ready': {
      const link = `<a class="go" target="_top" rel="noopener" data-testid="enter" href="${escaped(joining.address)}">`;
      return page(
        locale,
        titleOf(t, joining.title),
        `${paragraph(t('room.ready'))}${link}${escaped(t('room.enter'))}</a>`,
      );
    }
  }
}

function titleOf(t: DeskTranslate, title: string): string {
  return title === '' ? t('room.joinTitle') : title;
}

function nameForm(t: DeskTranslate, key: string, webApp: string): string {
  const name = `<input id="name" name="name" required maxlength="100" autocomplete="name">`;
  return (
    `<form method="get" target="_top" action="${escaped(webApp)}"><input type="hidden" name="join" value="${escaped(key)}">` +
    `<label for="name">${escaped(t('room.yourName'))}</label>${name}<button>${escaped(t('room.goOn'))}</button></form>`
  );
}

/** Every way to join, since Calendar shows only two phone numbers. */
export function waysPage(found: { room: { title: string; locale: string }; ways: WayIn[] } | null): PlainPage {
  const locale = found?.room.locale ?? 'en';
  const t = deskTexts(locale);
  if (found === null) return page(locale, t('room.waysTitle'), paragraph(t('room.unknown')));
  const items = found.ways.map((way) => {
    const codes = [way.meetingCode, way.passcode, way.pin].filter((code) => code !== undefined).join(' · ');
    const shown = way.kind === 'video' ? t('room.enter') : way.uri.replace(/^(tel|sip):/, '');
    const where =
      way.region === undefined ? '' : ` (${way.region}${way.tollFree === true ? `, ${t('room.tollFree')}` : ''})`;
    const link = `<a target="_top" href="${escaped(way.uri)}">${escaped(shown)}</a>`;
    return `<dt>${escaped(t(`room.way.${way.kind}`))}${escaped(where)}</dt><dd>${link}<br>${escaped(codes)}</dd>`;
  });
  return page(locale, titleOf(t, found.room.title), `<dl>${items.join('')}</dl>`);
}

/** What the rooms of the conference solution are, and where a person changes them. @param servers their names */
export function aboutRoomsPage(servers: string, locale: string): PlainPage {
  const t = deskTexts(locale);
  const text = `${paragraph(t('room.about', { domain: servers }))}${paragraph(t('room.aboutChange'))}`;
  return page(locale, t('room.aboutTitle'), text);
}

/** A page that says one thing. */
export function noticePage(locale: string, title: string, text: string): PlainPage {
  return page(locale, title, paragraph(text));
}

/** What a person sees who comes back from a log-in; the log-in window is then no longer needed. */
export function loginPage(end: LoginEnd, locale: string): PlainPage {
  const t = deskTexts(locale);
  const close = end === 'done' ? paragraph(t('room.login.close')) : '';
  return page(locale, t(`room.login.${end}Title`), `${paragraph(t(`room.login.${end}`))}${close}`);
}

function page(locale: string, title: string, body: string): PlainPage {
  const language = pickLocale([locale]);
  const head = `<meta charset="utf-8"><base target="_top"><title>${escaped(title)}</title><style>${STYLE}</style>`;
  const html = `<!doctype html><html lang="${language}"><head>${head}</head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
  return { title, html };
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
