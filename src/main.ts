// The entry points: every function that the manifest, a trigger, a card action, doGet, doPost or google.script.run
// names. Google lets any visitor of the web app call each of them, so nothing but a door is one: see doors.ts. gas-webpack-plugin turns each assignment to `global` into a top-level function of the bundle.
import * as app from './app';
import type { Door } from './doors';
import type { MenuFunction } from './cards/menu';
import type { CARD_FUNCTION } from './platform/card-function';
import type { LoginFunction } from './platform/login';
import type { TriggerFunction } from './platform/triggers';
import type { PageFunction } from './web/page-functions';

type ManifestFunction =
  | 'onHomepage'
  | 'onEventOpen'
  | 'onEventUpdate'
  | 'createBookingRoom'
  | 'createRecordedRoom'
  | 'getSettingsUrl'
  | 'doGet'
  | 'doPost';

declare const global: Record<
  ManifestFunction | MenuFunction | LoginFunction | TriggerFunction | PageFunction | typeof CARD_FUNCTION,
  Door
>;

// The manifest: add-on triggers and the conference solutions.
global.onHomepage = app.openHome;
global.onEventOpen = app.openEvent;
global.onEventUpdate = app.editEvent;
global.createBookingRoom = app.makeConference(false);
global.createRecordedRoom = app.makeConference(true);
global.getSettingsUrl = app.settingsAddress;

// Installable triggers, see platform/triggers.ts.
global.onCalendarChange = app.calendarChanged;
global.onHourlyTick = app.hourPassed;

// Where a log-in at a provider comes back to, see platform/login.ts.
global.finishLogin = app.finishLogin;

// The web app, and what its page calls.
global.doGet = app.showPage;
global.doPost = app.answerPost;
global.readOpenTimes = app.pageFunctions.readOpenTimes;
global.sendRequest = app.pageFunctions.sendRequest;

// Every tap on a card, see cards/handlers.ts.
global.onCardAction = app.answerTap;

// The add-on's own menu.
global.universalSync = app.menu('universalSync');
global.universalSettings = app.menu('universalSettings');
global.universalPage = app.menu('universalPage');
global.universalHelp = app.menu('universalHelp');
