import type { ConferenceView } from '../rooms/google/view';
import type { ProviderTrouble, WayIn } from '../desk/ports/rooms';

/** The answer of an onCreateFunction or a card's action: a room with all ways to join. */
export function renderConference(view: ConferenceView): GoogleAppsScript.Conference_Data.ConferenceData {
  const data = ConferenceDataService.newConferenceDataBuilder()
    .setConferenceId(view.id)
    // An add-on has to name it; an onCreateFunction's is ignored
    // [apps-script/reference/conference-data/conference-data-builder].
    .setConferenceSolutionId(view.solution)
    .setNotes(view.notes);
  for (const way of view.ways) data.addEntryPoint(renderWay(way));
  for (const [key, value] of Object.entries(view.parameters)) {
    data.addConferenceParameter(ConferenceDataService.newConferenceParameter().setKey(key).setValue(value));
  }
  return data.build();
}

function renderWay(way: WayIn): GoogleAppsScript.Conference_Data.EntryPoint {
  const { EntryPointFeature, EntryPointType } = ConferenceDataService;
  const types = {
    video: EntryPointType.VIDEO,
    phone: EntryPointType.PHONE,
    sip: EntryPointType.SIP,
    more: EntryPointType.MORE,
  };
  const point = ConferenceDataService.newEntryPoint().setEntryPointType(types[way.kind]).setUri(way.uri);
  if (way.pin !== undefined) point.setPin(way.pin);
  if (way.passcode !== undefined) point.setPasscode(way.passcode);
  if (way.meetingCode !== undefined) point.setMeetingCode(way.meetingCode);
  if (way.region !== undefined) point.setRegionCode(way.region);
  if (way.tollFree !== undefined) point.addFeature(way.tollFree ? EntryPointFeature.TOLL_FREE : EntryPointFeature.TOLL);
  return point;
}

/**
 * The answer of an onCreateFunction if there is no room: docs/decisions/0006-conference-providers.md has the table.
 *
 * @param logIn where the person logs in, for `authentication`
 */
export function renderConferenceTrouble(
  trouble: ProviderTrouble,
  logIn: string,
): GoogleAppsScript.Conference_Data.ConferenceData {
  const { ConferenceErrorType } = ConferenceDataService;
  const types = {
    authentication: ConferenceErrorType.AUTHENTICATION,
    forbidden: ConferenceErrorType.CONFERENCE_SOLUTION_FORBIDDEN,
    permission: ConferenceErrorType.PERMISSION_DENIED,
    temporary: ConferenceErrorType.TEMPORARY,
    tooMany: ConferenceErrorType.TEMPORARY,
    permanent: ConferenceErrorType.PERMANENT,
  };
  const error = ConferenceDataService.newConferenceError().setConferenceErrorType(types[trouble]);
  if (trouble === 'authentication') error.setAuthenticationUrl(logIn);
  return ConferenceDataService.newConferenceDataBuilder().setError(error).build();
}

/**
 * The public page: the built HTML file with its initial data filled in.
 *
 * @param look its title, the address of its icon (empty for Google's), and whether a site of the business may show it
 * inside a page of its own
 */
export function renderPage(
  file: string,
  data: unknown,
  { title, icon = '', mayBeFramed = false }: { title: string; icon?: string; mayBeFramed?: boolean },
): GoogleAppsScript.HTML.HtmlOutput {
  const html = HtmlService.createHtmlOutputFromFile(file).getContent();
  const page = HtmlService.createHtmlOutput(html.replace('"__START__"', () => scriptJson(data)))
    .setTitle(title)
    .addMetaTag('viewport', 'width=device-width, initial-scale=1');
  withIcon(page, icon);
  return mayBeFramed ? page.setXFrameOptionsMode(HtmlService.XFrameOptionsMode.ALLOWALL) : page;
}

/**
 * The page's icon is a link in the page that Google puts around ours, so it has an address of its own: an icon inside
 * our page would be nowhere (https://developers.google.com/apps-script/reference/html/html-output#setfaviconurliconurl).
 */
function withIcon(page: GoogleAppsScript.HTML.HtmlOutput, icon: string): void {
  if (!/^https:[^?#]+\.(png|ico|gif|jpe?g)$/i.test(icon)) return;
  try {
    page.setFaviconUrl(icon);
  } catch (error) {
    // Which pictures Google takes is written nowhere: a page with Google's own icon is better than none.
    console.warn(`the logo is no icon: ${String(error)}`);
  }
}

/**
 * JSON for a script element. Only `<` can end the element or start an HTML comment; and HtmlService removes what looks
 * like a JavaScript comment (https://github.com/enuchi/React-Google-Apps-Script/issues/157): `\/` would leave the slash
 * of `/*` where it is.
 */
function scriptJson(data: unknown): string {
  return JSON.stringify(data).replace(/</g, '\\u003c').replace(/\//g, '\\u002f');
}

/** A complete page: its text has already been escaped. */
export function renderHtml(title: string, html: string): GoogleAppsScript.HTML.HtmlOutput {
  return HtmlService.createHtmlOutput(html)
    .setTitle(title)
    .addMetaTag('viewport', 'width=device-width, initial-scale=1');
}

/** A file for calendars, which the browser stores. */
export function renderCalendarFile(name: string, text: string): GoogleAppsScript.Content.TextOutput {
  return ContentService.createTextOutput(text).setMimeType(ContentService.MimeType.ICAL).downloadAsFile(name);
}

/** A JSON answer; the status of a web app's answer is always 200, so the body says how it went. */
export function renderJson(data: unknown): GoogleAppsScript.Content.TextOutput {
  return ContentService.createTextOutput(JSON.stringify(data)).setMimeType(ContentService.MimeType.JSON);
}
