import type { DeskTranslate } from './index';
import type { Place } from '../booking/place';

/** Where a booking takes place, in words. */
export function placeText(t: DeskTranslate, place: Place): string {
  switch (place.kind) {
    case 'meet':
      return t('service.placeMeet');
    case 'room':
      return t('service.placeRoom');
    case 'address':
      return place.address;
    case 'weCall':
      return t('service.placeWeCall');
    case 'clientCalls':
      return `${t('service.placeClientCalls')}, ${place.number}`;
  }
}
