import type { CardAction } from './actions';
import * as booking from './booking-actions';
import type { CardContext } from './context';
import * as setUp from './set-up-actions';
import type { CardAnswer } from './view';

/** What each card action does: the list in actions.ts and this one cannot drift apart. */
export const HANDLERS: Record<CardAction, (context: CardContext) => CardAnswer> = {
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
  showServices: setUp.showServices,
  editService: setUp.editService,
  saveServiceForm: setUp.saveServiceForm,
  showTeam: setUp.showTeam,
  addTeamMember: setUp.addTeamMember,
  showHours: setUp.showHours,
  saveHoursForm: setUp.saveHoursForm,
  showSettings: setUp.showSettings,
  saveSettingsForm: setUp.saveSettingsForm,
};
