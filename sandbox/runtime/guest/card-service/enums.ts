import { names } from './base';

// Values as google.apps.card.v1 has them in JSON.

export const ComposedEmailType = names('REPLY_AS_DRAFT', 'STANDALONE_DRAFT');
export const ContentType = names('TEXT', 'MUTABLE_HTML', 'IMMUTABLE_HTML');
export const DisplayStyle = names('PEEK', 'REPLACE');
export const GridItemLayout = names('TEXT_BELOW', 'TEXT_ABOVE');
export const HorizontalAlignment = names('START', 'CENTER', 'END');
export const VerticalAlignment = names('TOP', 'CENTER', 'BOTTOM');
export const Icon = names(
  'NONE',
  'AIRPLANE',
  'BOOKMARK',
  'BUS',
  'CAR',
  'CLOCK',
  'CONFIRMATION_NUMBER_ICON',
  'DOLLAR',
  'DESCRIPTION',
  'EMAIL',
  'EVENT_PERFORMER',
  'EVENT_SEAT',
  'FLIGHT_ARRIVAL',
  'FLIGHT_DEPARTURE',
  'HOTEL',
  'HOTEL_ROOM_TYPE',
  'INVITE',
  'MAP_PIN',
  'MEMBERSHIP',
  'MULTIPLE_PEOPLE',
  'OFFER',
  'PERSON',
  'PHONE',
  'RESTAURANT_ICON',
  'SHOPPING_CART',
  'STAR',
  'STORE',
  'TICKET',
  'TRAIN',
  'VIDEO_CAMERA',
  'VIDEO_PLAY',
);
export const ImageStyle = { SQUARE: 'SQUARE', CIRCLE: 'CIRCLE' } as const;
export const ImageCropType = names('SQUARE', 'CIRCLE', 'RECTANGLE_CUSTOM', 'RECTANGLE_4_3');
export const BorderType = names('NO_BORDER', 'STROKE');
export const LoadIndicator = names('SPINNER', 'NONE');
export const OnClose = { NOTHING: 'NOTHING', RELOAD: 'RELOAD', RELOAD_ADD_ON: 'RELOAD' } as const;
export const OpenAs = names('FULL_SIZE', 'OVERLAY');
export const SelectionInputType = {
  CHECK_BOX: 'CHECK_BOX',
  RADIO_BUTTON: 'RADIO_BUTTON',
  SWITCH: 'SWITCH',
  DROPDOWN: 'DROPDOWN',
  MULTI_SELECT: 'MULTI_SELECT',
} as const;
export const SwitchControlType = { SWITCH: 'SWITCH', CHECK_BOX: 'CHECK_BOX' } as const;
export const TextButtonStyle = { OUTLINED: 'OUTLINED', TEXT: 'BORDERLESS', FILLED: 'FILLED' } as const;
export const TextInputMode = names('AUTO', 'PLAIN_TEXT', 'RICH_TEXT');
export const InputType = names('TEXT', 'INTEGER', 'FLOAT', 'EMAIL');
export const UpdateDraftBodyType = names('IN_PLACE_INSERT', 'INSERT_AT_START', 'INSERT_AT_END');
