import { bookingsOfEvent } from '../desk/events/event-placement';
import type { Desk } from '../desk/ports/ports';
import type { Room } from '../desk/ports/records';
import { ProviderError } from '../desk/ports/rooms';
import { createEventRoom } from '../desk/rooms/rooms';
import { serverSettingsOf } from '../desk/rooms/settings';
import { staffByEmail } from '../desk/team/people';
import { deskTexts } from '../i18n/index';
import { accountLocale, webAppAddress } from '../platform/google';
import { renderConference, renderConferenceTrouble } from '../platform/outputs';
import { readConferenceEvent } from '../rooms/google/event';
import { conferenceView, type ConferenceView } from '../rooms/google/view';
import { refusalFor } from './refusals';

/** onCreateFunction of the conference solutions: Calendar waits for it, and how long it took is in the log. */
export function makeConference({ recorded }: { recorded: boolean }) {
  return (desk: Desk, event: unknown) => {
    const begun = desk.now();
    try {
      const named = readConferenceEvent(event);
      if (named === null) throw new ProviderError('permanent', 'no event is named');
      return renderConference(viewOf(desk, createEventRoom(desk, named.calendarId, named.eventId, recorded)));
    } catch (error) {
      return noConference(desk, error);
    } finally {
      desk.log(`conference: ${desk.now() - begun} ms`);
    }
  };
}

/** A room as Calendar should show it, from an onCreateFunction or from a card's action. */
export function viewOf(desk: Desk, room: Room): ConferenceView {
  const { calendarId, eventId, keys } = room;
  const snapshot = desk.store.seen();
  const locale = staffByEmail(snapshot, room.email)?.locale ?? desk.accountLocale();
  const webApp = (room.meeting?.ways ?? []).length > 0 ? desk.webApp() : '';
  return conferenceView(room, {
    settings: serverSettingsOf(snapshot),
    note: deskTexts(locale)('conference.note'),
    home: /-([a-z]{2})$/i.exec(locale)?.[1] ?? '',
    bookingId: bookingsOfEvent(snapshot, calendarId, eventId)[0]?.id ?? '',
    waysPage: webApp === '' ? '' : `${webApp}?ways=${keys.guest}`,
  });
}

/** Why there is no room: Calendar has its own words for each kind, and opens the log-in if one is needed. */
function noConference(desk: Desk, error: unknown) {
  const failure = error instanceof ProviderError ? error : storeTrouble(error);
  desk.log(`no room: ${failure.trouble}: ${failure.message}`);
  if (failure.trouble !== 'authentication') return renderConferenceTrouble(failure.trouble, '');
  try {
    const logIn = desk.rooms.alone(() => desk.rooms.login(serverSettingsOf(desk.store.seen())).begin());
    return renderConferenceTrouble('authentication', logIn);
  } catch (fault) {
    const noLogin = fault instanceof ProviderError ? fault : storeTrouble(fault);
    desk.log(`no log-in: ${noLogin.message}`);
    return renderConferenceTrouble(noLogin.trouble, '');
  }
}

/**
 * Another execution is busy, which will soon be over; any other problem of the store stays until a person deals with
 * it.
 */
function storeTrouble(error: unknown): ProviderError {
  const { code } = refusalFor(error);
  return new ProviderError(code === 'busy' ? 'temporary' : 'permanent', code);
}

/** createSettingsUrlFunction: a page that says where rooms are made and who can change it. */
export function settingsAddress(desk: Desk): string {
  return `${desk.webApp() || webAppAddress()}?view=rooms&lang=${accountLocale()}`;
}
