import type { EventConference } from '../desk/records';

/** The id of our conference solution in the manifest. */
const CONFERENCE_SOLUTION = 'booking-room';

/** What an onCreateFunction answers: the room's link. */
export function renderConference(
  conference: EventConference,
  note: string,
): GoogleAppsScript.Conference_Data.ConferenceData {
  const video = ConferenceDataService.newEntryPoint()
    .setEntryPointType(ConferenceDataService.EntryPointType.VIDEO)
    .setUri(conference.uri);
  return ConferenceDataService.newConferenceDataBuilder()
    .setConferenceId(conference.room)
    .setConferenceSolutionId(CONFERENCE_SOLUTION)
    .addEntryPoint(video)
    .setNotes(note)
    .build();
}

/** What an onCreateFunction answers when no room could be made, but may be a moment later. */
export function renderConferenceTrouble(): GoogleAppsScript.Conference_Data.ConferenceData {
  const error = ConferenceDataService.newConferenceError().setConferenceErrorType(
    ConferenceDataService.ConferenceErrorType.TEMPORARY,
  );
  return ConferenceDataService.newConferenceDataBuilder().setError(error).build();
}

/** The public page: the built HTML file with its first data in the place that waits for them. */
export function renderPage(file: string, title: string, data: unknown): GoogleAppsScript.HTML.HtmlOutput {
  const html = HtmlService.createHtmlOutputFromFile(file).getContent();
  // Inside a script element nothing but `<` can end it or begin a comment.
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  return HtmlService.createHtmlOutput(html.replace('"__START__"', () => json))
    .setTitle(title)
    .addMetaTag('viewport', 'width=device-width, initial-scale=1');
}

/** A JSON answer; the status of a web app's answer is always 200, so the body says how it went. */
export function renderJson(data: unknown): GoogleAppsScript.Content.TextOutput {
  return ContentService.createTextOutput(JSON.stringify(data)).setMimeType(ContentService.MimeType.JSON);
}
