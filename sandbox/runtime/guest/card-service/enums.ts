// Values as google.apps.card.v1 has them in JSON.

export const BorderType = names('NO_BORDER', 'STROKE');
export const ComposedEmailType = names('REPLY_AS_DRAFT', 'STANDALONE_DRAFT');
export const ContentType = names('TEXT', 'MUTABLE_HTML', 'IMMUTABLE_HTML');
export const DisplayStyle = names('PEEK', 'REPLACE');
export const GridItemLayout = names('TEXT_BELOW', 'TEXT_ABOVE');
export const HorizontalAlignment = names('START', 'CENTER', 'END');
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
// In developer preview for add-ons (https://developers.google.com/apps-script/reference/card-service/image-button).
export const ImageButtonStyle = names('BORDERLESS', 'OUTLINED', 'FILLED');
export const ImageCropType = names('SQUARE', 'CIRCLE', 'RECTANGLE_CUSTOM', 'RECTANGLE_4_3');
export const ImageStyle = names('SQUARE', 'CIRCLE');
export const InputType = names('TEXT', 'INTEGER', 'FLOAT', 'EMAIL');
export const Interaction = names('INTERACTION_UNSPECIFIED', 'OPEN_DIALOG');
export const LoadIndicator = names('SPINNER', 'NONE');
// RELOAD_ADD_ON is the old name, which the reference's sample of OpenLink still uses; the JSON knows RELOAD alone.
export const OnClose = { ...names('NOTHING', 'RELOAD'), RELOAD_ADD_ON: 'RELOAD' } as const;
export const OpenAs = names('FULL_SIZE', 'OVERLAY');
export const SelectionInputType = names('CHECK_BOX', 'RADIO_BUTTON', 'SWITCH', 'DROPDOWN', 'MULTI_SELECT');
export const SwitchControlType = names('SWITCH', 'CHECK_BOX');
// TEXT is deprecated; a text without border or background is what BORDERLESS draws.
export const TextButtonStyle = {
  ...names('OUTLINED', 'FILLED', 'FILLED_TONAL', 'BORDERLESS'),
  TEXT: 'BORDERLESS',
} as const;
export const UpdateDraftBodyType = names('IN_PLACE_INSERT', 'INSERT_AT_START', 'INSERT_AT_END');

/** An enumeration whose names are its values, as Google's JSON has them. */
function names<const N extends string>(...list: readonly N[]): Readonly<Record<N, N>> {
  return Object.fromEntries(list.map((name) => [name, name])) as Record<N, N>;
}
