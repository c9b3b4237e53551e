import { onNewBooking, onSaveNewBooking } from './new-booking';
import { onOfferTimes, onSaveOffer, onReleaseOffer } from './offer-times';

export const NEW_BOOKING_ACTIONS = {
  newBooking: onNewBooking,
  saveNewBooking: onSaveNewBooking,
  offerTimes: onOfferTimes,
  saveOffer: onSaveOffer,
  releaseOffer: onReleaseOffer,
};

declare module '../kit/widgets' {
  interface CardActions extends Record<keyof typeof NEW_BOOKING_ACTIONS, true> {}
}
