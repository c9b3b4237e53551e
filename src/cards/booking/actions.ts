import {
  onShowBooking,
  onAcceptBooking,
  onMarkBookingPaid,
  onAskDecline,
  onAskCancel,
  onDeclineBooking,
  onCancelBooking,
  onCompleteBooking,
  onMarkNoShow,
  onFollowCalendar,
  onPutEventBack,
  onRetryBookingLink,
  onBringBookingBack,
  onResendMail,
  onSettleFlag,
  onSaveNote,
  onWriteBookingAgain,
} from './booking-actions';
import {
  onAskReschedule,
  onRescheduleBooking,
  onAskHandOver,
  onHandOverBooking,
  onEditClient,
  onSaveClient,
} from './change-actions';

export const BOOKING_ACTIONS = {
  showBooking: onShowBooking,
  acceptBooking: onAcceptBooking,
  markBookingPaid: onMarkBookingPaid,
  askDecline: onAskDecline,
  askCancel: onAskCancel,
  declineBooking: onDeclineBooking,
  cancelBooking: onCancelBooking,
  completeBooking: onCompleteBooking,
  markNoShow: onMarkNoShow,
  followCalendar: onFollowCalendar,
  putEventBack: onPutEventBack,
  retryBookingLink: onRetryBookingLink,
  bringBookingBack: onBringBookingBack,
  resendMail: onResendMail,
  settleFlag: onSettleFlag,
  saveNote: onSaveNote,
  writeBookingAgain: onWriteBookingAgain,
  askReschedule: onAskReschedule,
  rescheduleBooking: onRescheduleBooking,
  askHandOver: onAskHandOver,
  handOverBooking: onHandOverBooking,
  editClient: onEditClient,
  saveClient: onSaveClient,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof BOOKING_ACTIONS, true> {}
}
