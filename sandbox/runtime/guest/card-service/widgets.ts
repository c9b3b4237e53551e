import { clickable } from './actions';
import { builder, cardOf, compact, oneOf, text, type Json } from './base';
import * as enums from './enums';

/** Items a selection may have [reference rpc google.apps.card.v1 SelectionInput]. */
const MOST_ITEMS = 100;

/** Text in a paragraph of its own. */
export function newTextParagraph() {
  const json: Json = {};
  return builder('TextParagraph', (self) => ({
    setText: (value: unknown) => ((json.text = text(value, 'text')), self()),
    setMaxLines: (value: number) => ((json.maxLines = value), self()),
    toCard: () => ({ textParagraph: json }),
  }));
}

/** Text with labels, icon and button. */
export function newDecoratedText() {
  const json: Json = {};
  return builder('DecoratedText', (self) => ({
    ...clickable(json, self),
    setText: (value: unknown) => ((json.text = text(value, 'text')), self()),
    setTopLabel: (value: unknown) => ((json.topLabel = text(value, 'text')), self()),
    setBottomLabel: (value: unknown) => ((json.bottomLabel = text(value, 'text')), self()),
    setWrapText: (value: boolean) => ((json.wrapText = value), self()),
    setStartIcon: (icon: unknown) => ((json.startIcon = cardOf(icon, 'startIcon')), self()),
    setEndIcon: (icon: unknown) => ((json.endIcon = cardOf(icon, 'endIcon')), self()),
    setIcon: (icon: unknown) => ((json.startIcon = { knownIcon: oneOf(icon, enums.Icon, 'icon') }), self()),
    setIconUrl: (url: unknown) => ((json.startIcon = { iconUrl: text(url, 'url') }), self()),
    setIconAltText: (alt: unknown) => ((json.startIcon = { ...iconOf(json), altText: text(alt, 'altText') }), self()),
    setButton: (button: unknown) => ((json.button = buttonOf(button)), self()),
    setSwitchControl: (control: unknown) => ((json.switchControl = cardOf(control, 'switchControl')), self()),
    setSwitch: (control: unknown) => ((json.switchControl = cardOf(control, 'switch')), self()),
    toCard: () => {
      if (json.text === undefined) throw new Error('DecoratedText has no text.');
      return { decoratedText: json };
    },
  }));
}

const iconOf = (json: Json): Json => (typeof json.startIcon === 'object' ? { ...json.startIcon } : {});

/** The deprecated name of a decorated text. */
export function newKeyValue() {
  const json: Json = {};
  return builder('KeyValue', (self) => ({
    ...clickable(json, self),
    setContent: (value: unknown) => ((json.text = text(value, 'content')), self()),
    setTopLabel: (value: unknown) => ((json.topLabel = text(value, 'text')), self()),
    setBottomLabel: (value: unknown) => ((json.bottomLabel = text(value, 'text')), self()),
    setMultiline: (value: boolean) => ((json.wrapText = value), self()),
    setIcon: (icon: unknown) => ((json.startIcon = { knownIcon: oneOf(icon, enums.Icon, 'icon') }), self()),
    setIconUrl: (url: unknown) => ((json.startIcon = { iconUrl: text(url, 'url') }), self()),
    setIconAltText: (alt: unknown) => ((json.startIcon = { ...iconOf(json), altText: text(alt, 'altText') }), self()),
    setButton: (button: unknown) => ((json.button = buttonOf(button)), self()),
    setSwitch: (control: unknown) => ((json.switchControl = cardOf(control, 'switch')), self()),
    toCard: () => ({ decoratedText: json }),
  }));
}

/** A button's own JSON, out of the widget that a single button is. */
function buttonOf(value: unknown): Json {
  const { button } = cardOf(value, 'button');
  if (typeof button !== 'object' || button === null) throw new Error('Invalid argument: button');
  return { ...button };
}

const STYLE_WIRE: Readonly<Record<string, string>> = { ...enums.TextButtonStyle };

export function newTextButton() {
  const json: Json = {};
  return builder('TextButton', (self) => ({
    ...clickable(json, self),
    setText: (value: unknown) => ((json.text = text(value, 'text')), self()),
    setAltText: (value: unknown) => ((json.altText = text(value, 'altText')), self()),
    setDisabled: (value: boolean) => ((json.disabled = value), self()),
    setBackgroundColor: (color: unknown) => ((json.color = colorOf(text(color, 'backgroundColor'))), self()),
    setTextButtonStyle: (style: unknown) => ((json.type = oneOf(style, STYLE_WIRE, 'style')), self()),
    setIcon: (icon: unknown) => ((json.icon = { knownIcon: oneOf(icon, enums.Icon, 'icon') }), self()),
    setIconUrl: (url: unknown) => ((json.icon = { iconUrl: text(url, 'url') }), self()),
    setMaterialIcon: (icon: unknown) => ((json.icon = { materialIcon: cardOf(icon, 'materialIcon') }), self()),
    toCard: () => ({ button: json }),
  }));
}

/** `#1a5f4a` as parts from 0 to 1. */
function colorOf(hex: string): Json {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (match === null) throw new Error('Invalid argument: backgroundColor');
  const [red, green, blue] = match.slice(1).map((part) => Math.round((parseInt(part, 16) / 255) * 1000) / 1000);
  return { red, green, blue };
}

export function newImageButton() {
  const json: Json = {};
  let icon: Json = {};
  return builder('ImageButton', (self) => ({
    ...clickable(json, self),
    setAltText: (value: unknown) => ((json.altText = text(value, 'altText')), self()),
    setIcon: (value: unknown) => ((icon = { knownIcon: oneOf(value, enums.Icon, 'icon') }), self()),
    setIconUrl: (url: unknown) => ((icon = { iconUrl: text(url, 'url') }), self()),
    setImageButtonStyle: (style: unknown) => ((json.type = oneOf(style, STYLE_WIRE, 'style')), self()),
    setMaterialIcon: (value: unknown) => ((icon = { materialIcon: cardOf(value, 'materialIcon') }), self()),
    toCard: () => ({ button: { ...json, icon } }),
  }));
}

export function newButtonSet() {
  const buttons: Json[] = [];
  return builder('ButtonSet', (self) => ({
    addButton: (button: unknown) => (buttons.push(buttonOf(button)), self()),
    toCard: () => ({ buttonList: { buttons } }),
  }));
}

export function newImage() {
  const json: Json = {};
  return builder('Image', (self) => ({
    ...clickable(json, self),
    setImageUrl: (url: unknown) => ((json.imageUrl = text(url, 'url')), self()),
    setAltText: (value: unknown) => ((json.altText = text(value, 'altText')), self()),
    toCard: () => ({ image: json }),
  }));
}

export function newDivider() {
  return builder('Divider', () => ({ toCard: () => ({ divider: {} }) }));
}

export function newIconImage() {
  let json: Json = {};
  return builder('IconImage', (self) => ({
    setIcon: (icon: unknown) => ((json = { ...json, knownIcon: oneOf(icon, enums.Icon, 'icon') }), self()),
    setIconUrl: (url: unknown) => ((json = { ...json, iconUrl: text(url, 'url') }), self()),
    setAltText: (value: unknown) => ((json = { ...json, altText: text(value, 'altText') }), self()),
    setImageCropType: (value: unknown) => (
      (json = { ...json, imageType: oneOf(value, enums.ImageCropType, 'cropType') }),
      self()
    ),
    setMaterialIcon: (icon: unknown) => ((json = { ...json, materialIcon: cardOf(icon, 'materialIcon') }), self()),
    toCard: () => json,
  }));
}

export function newMaterialIcon() {
  const json: Json = {};
  return builder('MaterialIcon', (self) => ({
    setName: (value: unknown) => ((json.name = text(value, 'name')), self()),
    setFill: (value: boolean) => ((json.fill = value), self()),
    setWeight: (value: number) => ((json.weight = value), self()),
    setGrade: (value: number) => ((json.grade = value), self()),
    toCard: () => json,
  }));
}

export function newSwitch() {
  const json: Json = {};
  return builder('Switch', (self) => ({
    setFieldName: (name: unknown) => ((json.name = text(name, 'fieldName')), self()),
    setValue: (value: unknown) => ((json.value = text(value, 'value')), self()),
    setSelected: (value: boolean) => ((json.selected = value), self()),
    setControlType: (type: unknown) => (
      (json.controlType = oneOf(type, enums.SwitchControlType, 'controlType')),
      self()
    ),
    setOnChangeAction: (action: unknown) => ((json.onChangeAction = cardOf(action, 'action')), self()),
    toCard: () => json,
  }));
}

export function newSelectionInput() {
  const json: Json = {};
  const items: Json[] = [];
  return builder('SelectionInput', (self) => ({
    setFieldName: (name: unknown) => ((json.name = text(name, 'fieldName')), self()),
    setTitle: (value: unknown) => ((json.label = text(value, 'title')), self()),
    setType: (type: unknown) => ((json.type = oneOf(type, enums.SelectionInputType, 'type')), self()),
    addItem: (label: unknown, value: unknown, selected: boolean) => {
      if (items.length < MOST_ITEMS) items.push({ text: text(label, 'text'), value: text(value, 'value'), selected });
      return self();
    },
    setOnChangeAction: (action: unknown) => ((json.onChangeAction = cardOf(action, 'action')), self()),
    setMultiSelectMaxSelectedItems: (value: number) => ((json.multiSelectMaxSelectedItems = value), self()),
    setMultiSelectMinQueryLength: (value: number) => ((json.multiSelectMinQueryLength = value), self()),
    toCard: () => {
      if (json.name === undefined) throw new Error('SelectionInput has no field name.');
      return { selectionInput: { type: 'CHECK_BOX', ...json, items } };
    },
  }));
}

export function newTextInput() {
  const json: Json = {};
  return builder('TextInput', (self) => ({
    setFieldName: (name: unknown) => ((json.name = text(name, 'fieldName')), self()),
    setTitle: (value: unknown) => ((json.label = text(value, 'title')), self()),
    setValue: (value: unknown) => ((json.value = text(value, 'value')), self()),
    setHint: (value: unknown) => ((json.hintText = text(value, 'hint')), self()),
    setMultiline: (value: boolean) => ((json.type = value ? 'MULTIPLE_LINE' : 'SINGLE_LINE'), self()),
    setOnChangeAction: (action: unknown) => ((json.onChangeAction = cardOf(action, 'action')), self()),
    setSuggestions: (value: unknown) => ((json.initialSuggestions = cardOf(value, 'suggestions')), self()),
    setSuggestionsAction: (action: unknown) => ((json.autoCompleteAction = cardOf(action, 'action')), self()),
    setValidation: (value: unknown) => ((json.validation = cardOf(value, 'validation')), self()),
    toCard: () => {
      if (json.name === undefined) throw new Error('TextInput has no field name.');
      return { textInput: json };
    },
  }));
}

export function newValidation() {
  const json: Json = {};
  return builder('Validation', (self) => ({
    setCharacterLimit: (value: unknown) => ((json.characterLimit = Number(value)), self()),
    setInputType: (type: unknown) => ((json.inputType = oneOf(type, enums.InputType, 'inputType')), self()),
    toCard: () => json,
  }));
}

/** Date, time or both; a date alone is 00:00 UTC of that date. */
function picker(name: string, type: string) {
  const json: Json = { type };
  return builder(name, (self) => ({
    setFieldName: (field: unknown) => ((json.name = text(field, 'fieldName')), self()),
    setTitle: (value: unknown) => ((json.label = text(value, 'title')), self()),
    setValueInMsSinceEpoch: (value: unknown) => ((json.valueMsEpoch = text(value, 'valueInMsSinceEpoch')), self()),
    setHours: (value: number) => ((json.valueMsEpoch = addTo(json, value * 3_600_000)), self()),
    setMinutes: (value: number) => ((json.valueMsEpoch = addTo(json, value * 60_000)), self()),
    setTimeZoneOffsetInMins: (value: number) => ((json.timezoneOffsetDate = value), self()),
    setOnChangeAction: (action: unknown) => ((json.onChangeAction = cardOf(action, 'action')), self()),
    toCard: () => ({ dateTimePicker: json }),
  }));
}

const addTo = (json: Json, ms: number) => String(Number(json.valueMsEpoch ?? 0) + ms);

export const newDatePicker = () => picker('DatePicker', 'DATE_ONLY');
export const newTimePicker = () => picker('TimePicker', 'TIME_ONLY');
export const newDateTimePicker = () => picker('DateTimePicker', 'DATE_AND_TIME');

export function newBorderStyle() {
  const json: Json = {};
  return builder('BorderStyle', (self) => ({
    setType: (type: unknown) => ((json.type = oneOf(type, enums.BorderType, 'type')), self()),
    setCornerRadius: (value: number) => ((json.cornerRadius = value), self()),
    setStrokeColor: (color: unknown) => ((json.strokeColor = colorOf(text(color, 'strokeColor'))), self()),
    toCard: () => json,
  }));
}

export function newImageCropStyle() {
  const json: Json = {};
  return builder('ImageCropStyle', (self) => ({
    setImageCropType: (type: unknown) => ((json.type = oneOf(type, enums.ImageCropType, 'type')), self()),
    setAspectRatio: (value: number) => ((json.aspectRatio = value), self()),
    toCard: () => json,
  }));
}

export function newImageComponent() {
  const json: Json = {};
  return builder('ImageComponent', (self) => ({
    setImageUrl: (url: unknown) => ((json.imageUri = text(url, 'url')), self()),
    setAltText: (value: unknown) => ((json.altText = text(value, 'altText')), self()),
    setBorderStyle: (style: unknown) => ((json.borderStyle = cardOf(style, 'borderStyle')), self()),
    setCropStyle: (style: unknown) => ((json.cropStyle = cardOf(style, 'cropStyle')), self()),
    toCard: () => json,
  }));
}

export function newGridItem() {
  const json: Json = {};
  return builder('GridItem', (self) => ({
    setIdentifier: (value: unknown) => ((json.id = text(value, 'id')), self()),
    setTitle: (value: unknown) => ((json.title = text(value, 'title')), self()),
    setSubtitle: (value: unknown) => ((json.subtitle = text(value, 'subtitle')), self()),
    setImage: (image: unknown) => ((json.image = cardOf(image, 'image')), self()),
    setLayout: (layout: unknown) => ((json.layout = oneOf(layout, enums.GridItemLayout, 'layout')), self()),
    setTextAlignment: () => self(),
    toCard: () => json,
  }));
}

export function newGrid() {
  const json: Json = {};
  const items: Json[] = [];
  return builder('Grid', (self) => ({
    ...clickable(json, self),
    setTitle: (value: unknown) => ((json.title = text(value, 'title')), self()),
    addItem: (item: unknown) => (items.push(cardOf(item, 'item')), self()),
    setNumColumns: (value: number) => ((json.columnCount = value), self()),
    setBorderStyle: (style: unknown) => ((json.borderStyle = cardOf(style, 'borderStyle')), self()),
    toCard: () => ({ grid: compact({ ...json, items }) }),
  }));
}
