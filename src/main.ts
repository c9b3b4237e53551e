// Every function of the script. Google lets any visitor of the web app call each of them, with any arguments, so
// nothing but a door is one: entry/doors.ts says whom each kind of door is for, and nothing behind it runs for anybody
// else. gas-webpack-plugin turns each assignment to `global` into a top-level function of the bundle.
import {
  cardDoor,
  conferenceDoor,
  linkDoor,
  loginDoor,
  menuDoor,
  pageDoor,
  plainDoor,
  tapDoor,
  triggerDoor,
  visitorDoor,
  type Door,
} from './entry/doors';
import * as panel from './entry/panel';
import * as rooms from './entry/rooms';
import * as triggers from './entry/triggers';
import * as web from './entry/web';
import type { MenuFunction } from './cards/menu';
import type { CARD_FUNCTION } from './platform/card-function';
import type { LoginFunction } from './platform/login';
import { TRIGGER_FUNCTIONS, type TriggerFunction } from './platform/triggers';
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

// A person in the add-on: the panel, every tap on its cards (see cards/handlers.ts), its menu.
global.onHomepage = cardDoor(panel.openHome);
global.onEventOpen = cardDoor(panel.openEvent);
global.onEventUpdate = cardDoor(panel.editEvent);
global.onCardAction = tapDoor(panel.answerTap);
global.universalSync = menuDoor(panel.chooseInMenu('universalSync'));
global.universalSettings = menuDoor(panel.chooseInMenu('universalSettings'));
global.universalPage = menuDoor(panel.chooseInMenu('universalPage'));
global.universalHelp = menuDoor(panel.chooseInMenu('universalHelp'));

// A person in Calendar's editor: the conference solutions.
global.createBookingRoom = conferenceDoor(rooms.makeConference({ recorded: false }));
global.createRecordedRoom = conferenceDoor(rooms.makeConference({ recorded: true }));
global.getSettingsUrl = plainDoor(rooms.settingsAddress);

// Google, for a trigger of the account at work.
global.onCalendarChange = triggerDoor(TRIGGER_FUNCTIONS.calendarChange, triggers.calendarChanged);
global.onHourlyTick = triggerDoor(TRIGGER_FUNCTIONS.tick, triggers.hourPassed);

// The way back from a log-in at a provider, with the secret that the person left with.
global.finishLogin = loginDoor(web.isLoginAwaited, web.finishLogin, web.refuseLogin);

// Anybody: the web app, and what its page asks.
global.doGet = pageDoor(web.showPage);
global.doPost = visitorDoor(web.answerPost);
global.readOpenTimes = visitorDoor(web.readOpenTimes);
global.sendRequest = visitorDoor(web.answerSendRequest);

// Who holds a link from one of our e-mails: a client their booking's, a staff member a request's.
global.changeByLink = linkDoor(web.holdsBooking, web.changeOwnBooking, web.refuseLink);
global.answerByLink = linkDoor(web.holdsRequest, web.answerAsStaff, web.refuseLink);
