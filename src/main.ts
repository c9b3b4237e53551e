// The entry points: every function that the manifest, a trigger, a card action, doGet, doPost or google.script.run
// names. Google lets any visitor of the web app call each of them, so nothing but a door is one: see doors.ts. gas-webpack-plugin turns each assignment to `global` into a top-level function of the bundle.
import * as app from './app';
import type { Door } from './doors';
import type { CardAction, UniversalAction } from './cards/actions';
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
  ManifestFunction | LoginFunction | TriggerFunction | PageFunction | CardAction | UniversalAction,
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

// Card actions, see cards/actions.ts.
global.goHome = app.tap('goHome');
global.setUp = app.tap('setUp');
global.chooseCalendars = app.tap('chooseCalendars');
global.connectCalendars = app.tap('connectCalendars');
global.showBooking = app.tap('showBooking');
global.acceptBooking = app.tap('acceptBooking');
global.askDecline = app.tap('askDecline');
global.declineBooking = app.tap('declineBooking');
global.askCancel = app.tap('askCancel');
global.cancelBooking = app.tap('cancelBooking');
global.markBookingPaid = app.tap('markBookingPaid');
global.completeBooking = app.tap('completeBooking');
global.markNoShow = app.tap('markNoShow');
global.retryBookingLink = app.tap('retryBookingLink');
global.showServices = app.tap('showServices');
global.editService = app.tap('editService');
global.saveServiceForm = app.tap('saveServiceForm');
global.showTeam = app.tap('showTeam');
global.addTeamMember = app.tap('addTeamMember');
global.askRemoveMember = app.tap('askRemoveMember');
global.removeMember = app.tap('removeMember');
global.askHandDesk = app.tap('askHandDesk');
global.nameHeir = app.tap('nameHeir');
global.takeDesk = app.tap('takeDesk');
global.refuseDesk = app.tap('refuseDesk');
global.showHours = app.tap('showHours');
global.saveHoursForm = app.tap('saveHoursForm');
global.showSettings = app.tap('showSettings');
global.saveSettingsForm = app.tap('saveSettingsForm');
global.changeService = app.tap('changeService');
global.changeHours = app.tap('changeHours');
global.copyHours = app.tap('copyHours');
global.showExceptions = app.tap('showExceptions');
global.addOverride = app.tap('addOverride');
global.addAbsence = app.tap('addAbsence');
global.removeException = app.tap('removeException');
global.chooseHolidays = app.tap('chooseHolidays');
global.showLimits = app.tap('showLimits');
global.saveLimits = app.tap('saveLimits');
global.askWhy = app.tap('askWhy');
global.explainTime = app.tap('explainTime');
global.undoChange = app.tap('undoChange');
global.showSync = app.tap('showSync');
global.syncNow = app.tap('syncNow');
global.pauseSync = app.tap('pauseSync');
global.resumeSync = app.tap('resumeSync');
global.askReset = app.tap('askReset');
global.resetSync = app.tap('resetSync');
global.askDisconnect = app.tap('askDisconnect');
global.disconnectCalendars = app.tap('disconnectCalendars');
global.followCalendar = app.tap('followCalendar');
global.putEventBack = app.tap('putEventBack');
global.showRooms = app.tap('showRooms');
global.saveRoomChoice = app.tap('saveRoomChoice');
global.logOutOfRooms = app.tap('logOutOfRooms');
global.showRoomServers = app.tap('showRoomServers');
global.saveRoomServers = app.tap('saveRoomServers');
global.checkRoom = app.tap('checkRoom');
global.showList = app.tap('showList');
global.searchBookings = app.tap('searchBookings');
global.chooseScope = app.tap('chooseScope');
global.copyOpenTimes = app.tap('copyOpenTimes');
global.copyBookingLink = app.tap('copyBookingLink');
global.askReschedule = app.tap('askReschedule');
global.rescheduleBooking = app.tap('rescheduleBooking');
global.askHandOver = app.tap('askHandOver');
global.handOverBooking = app.tap('handOverBooking');
global.editClient = app.tap('editClient');
global.saveClient = app.tap('saveClient');
global.resendMail = app.tap('resendMail');
global.saveNote = app.tap('saveNote');
global.settleFlag = app.tap('settleFlag');
global.bringBookingBack = app.tap('bringBookingBack');
global.writeBookingAgain = app.tap('writeBookingAgain');
global.newBooking = app.tap('newBooking');
global.saveNewBooking = app.tap('saveNewBooking');
global.offerTimes = app.tap('offerTimes');
global.saveOffer = app.tap('saveOffer');
global.releaseOffer = app.tap('releaseOffer');
global.askAdopt = app.tap('askAdopt');
global.adoptOpenEvent = app.tap('adoptOpenEvent');
global.addConferenceToEvent = app.tap('addConferenceToEvent');
global.addGuestToEvent = app.tap('addGuestToEvent');
global.showHelp = app.tap('showHelp');
global.readOn = app.tap('readOn');

// The add-on's own menu.
global.universalSync = app.universal('universalSync');
global.universalSettings = app.universal('universalSettings');
global.universalPage = app.universal('universalPage');
global.universalHelp = app.universal('universalHelp');
