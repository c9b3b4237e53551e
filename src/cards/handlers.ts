import type { CardAction, UniversalAction } from './actions';
import * as adopt from './event/adopt-event';
import * as booking from './booking/booking-actions';
import * as change from './booking/change-actions';
import type { CardContext } from './kit/context';
import * as room from './event/room-actions';
import * as rooms from './rooms/rooms-actions';
import * as editor from './event/editor-actions';
import * as list from './home/list-card';
import * as hand from './new-booking/new-booking';
import * as offers from './new-booking/offer-times';
import * as rules from './availability/rule-actions';
import * as services from './services/service-actions';
import * as setUp from './set-up/set-up-actions';
import * as sync from './sync/sync-actions';
import * as team from './set-up/team-actions';
import * as texts from './home/text-card';
import { undoChange } from './home/undo';
import * as universal from './menu';
import type { CardAnswer, EditorAnswer, UniversalAnswer } from './kit/widgets';

/** What each card action does: the list in actions.ts and this one cannot drift apart. */
export const HANDLERS: Record<CardAction, (context: CardContext) => CardAnswer | EditorAnswer> = {
  showBooking: booking.showBooking,
  acceptBooking: booking.acceptBooking,
  askDecline: booking.askDecline,
  declineBooking: booking.declineBooking,
  askCancel: booking.askCancel,
  cancelBooking: booking.cancelBooking,
  markBookingPaid: booking.markBookingPaid,
  completeBooking: booking.completeBooking,
  markNoShow: booking.markNoShow,
  retryBookingLink: booking.retryBookingLink,
  goHome: setUp.goHome,
  setUp: setUp.setUp,
  chooseCalendars: setUp.chooseCalendars,
  connectCalendars: setUp.connectCalendars,
  showServices: services.showServices,
  editService: services.editService,
  changeService: services.changeService,
  saveServiceForm: services.saveServiceForm,
  showTeam: setUp.showTeam,
  addTeamMember: setUp.addTeamMember,
  askRemoveMember: team.askRemoveMember,
  removeMember: team.removeMember,
  askHandDesk: team.askHandDesk,
  nameHeir: team.nameHeir,
  takeDesk: team.takeDesk,
  refuseDesk: team.refuseDesk,
  showHours: rules.showHours,
  changeHours: rules.changeHours,
  copyHours: rules.copyHours,
  saveHoursForm: rules.saveHoursForm,
  showExceptions: rules.showExceptions,
  addOverride: rules.addOverride,
  addAbsence: rules.addAbsence,
  removeException: rules.removeException,
  chooseHolidays: rules.chooseHolidays,
  showLimits: rules.showLimits,
  saveLimits: rules.saveLimits,
  askWhy: rules.askWhy,
  explainTime: rules.explainTime,
  undoChange,
  showSync: sync.showSync,
  syncNow: sync.syncNow,
  pauseSync: sync.pauseSync,
  resumeSync: sync.resumeSync,
  askReset: sync.askReset,
  resetSync: sync.resetSync,
  askDisconnect: sync.askDisconnect,
  disconnectCalendars: sync.disconnectCalendars,
  followCalendar: booking.followCalendar,
  putEventBack: booking.putEventBack,
  showSettings: setUp.showSettings,
  saveSettingsForm: setUp.saveSettingsForm,
  showRooms: rooms.showRooms,
  saveRoomChoice: rooms.saveRoomChoice,
  logOutOfRooms: rooms.logOutOfRooms,
  showRoomServers: rooms.showRoomServers,
  saveRoomServers: rooms.saveRoomServers,
  checkRoom: room.checkRoom,
  showList: list.showList,
  searchBookings: list.searchBookings,
  chooseScope: list.chooseScope,
  copyOpenTimes: texts.copyOpenTimes,
  copyBookingLink: texts.copyBookingLink,
  askReschedule: change.askReschedule,
  rescheduleBooking: change.rescheduleBooking,
  askHandOver: change.askHandOver,
  handOverBooking: change.handOverBooking,
  editClient: change.editClient,
  saveClient: change.saveClient,
  resendMail: booking.resendMail,
  saveNote: booking.saveNote,
  settleFlag: booking.settleFlag,
  bringBookingBack: booking.bringBookingBack,
  writeBookingAgain: booking.writeBookingAgain,
  newBooking: hand.newBooking,
  saveNewBooking: hand.saveNewBooking,
  offerTimes: offers.offerTimes,
  saveOffer: offers.saveOffer,
  releaseOffer: offers.releaseOffer,
  askAdopt: adopt.askAdopt,
  adoptOpenEvent: adopt.adoptOpenEvent,
  addConferenceToEvent: editor.addConferenceToEvent,
  addGuestToEvent: editor.addGuestToEvent,
  showHelp: universal.showHelp,
  readOn: sync.readOn,
};

/** What the add-on's own menu does. */
export const UNIVERSAL_HANDLERS: Record<UniversalAction, (context: CardContext) => UniversalAnswer> = {
  universalSync: universal.universalSync,
  universalSettings: universal.universalSettings,
  universalPage: universal.universalPage,
  universalHelp: universal.universalHelp,
};
