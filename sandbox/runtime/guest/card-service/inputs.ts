import { NO_MATCH, type Json, type Method, type Methods, type Parameter } from '../core/builder';
import { exception } from '../core/exception';
import { bool, integer, list, oneOf, part, printable, text } from '../core/parameters';
import { add, addAll, listOf, put } from '../core/methods';
import { card, widget } from './base';
import { onChange } from './clicks';
import { InputType, SelectionInputType, SwitchControlType } from './enums';
import { setId } from './id';
import { atMost } from './strict';

/** Items a selection may have [workspace/add-ons/reference/rpc/google.apps.card.v1, SelectionInput]. */
const MOST_ITEMS = 100;

const FIELD: Methods = { setFieldName: put('name', text), setOnChangeAction: onChange };
const TITLED_FIELD: Methods = { ...FIELD, setId, setTitle: put('label', text) };
const NAMED = { name: 'setFieldName' };

/** A control to switch on and off, at the end of a decorated text. */
export const newSwitch = card(
  'Switch',
  {
    ...FIELD,
    setControlType: put('controlType', oneOf(SwitchControlType)),
    setSelected: put('selected', bool),
    setValue: put('value', text),
  },
  { needs: NAMED },
);

/**
 * A choice. Its items are its own: data sources are for Chat only [workspace/add-ons/reference/rpc/google.apps.card.v1,
 * SelectionInput.multiSelectDataSource].
 */
export const newSelectionInput = card(
  'SelectionInput',
  {
    ...TITLED_FIELD,
    addItem: add('items', [printable, printable, bool], ([label, value, selected]) => ({
      text: label,
      value,
      selected,
    })),
    addMultiSelectItem: add(
      'items',
      [printable, printable, bool, printable, printable],
      ([label, value, selected, startIconUri, bottomText]) => ({
        text: label,
        value,
        selected,
        startIconUri,
        bottomText,
      }),
    ),
    setMultiSelectMaxSelectedItems: put('multiSelectMaxSelectedItems', integer('maxSelectedItems', 1)),
    setMultiSelectMinQueryLength: put('multiSelectMinQueryLength', integer('queryLength', 0)),
    setType: put('type', oneOf(SelectionInputType)),
  },
  {
    needs: NAMED,
    json: ({ items, ...kept }) => ({
      selectionInput: {
        type: SelectionInputType.CHECK_BOX,
        ...kept,
        items: atMost(listOf(items), MOST_ITEMS, 'SelectionInput'),
      },
    }),
  },
);

/** A field for text. */
export const newTextInput = card(
  'TextInput',
  {
    ...TITLED_FIELD,
    setHint: put('hintText', text),
    setMultiline: put('isMultiline', bool),
    setSuggestions: put('initialSuggestions', part('Suggestions')),
    setSuggestionsAction: put('autoCompleteAction', part('Action')),
    setValidation: put('validation', part('Validation')),
    setValue: put('value', text),
  },
  {
    needs: NAMED,
    json: ({ isMultiline, ...kept }) => {
      // With suggestions it has a single line, whatever was set [workspace/add-ons/reference/rpc/google.apps.card.v1,
      // TextInput].
      const isLong = isMultiline === true && kept.initialSuggestions === undefined;
      return {
        textInput: { ...kept, ...(isMultiline !== undefined && { type: isLong ? 'MULTIPLE_LINE' : 'SINGLE_LINE' }) },
      };
    },
  },
);

/** A whole number; the reference's own sample gives a text of digits. */
const characterLimit: Parameter = (value) =>
  integer('characterLimit', 1)(typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);

/** What a text input takes. */
export const newValidation = card('Validation', {
  setCharacterLimit: put('characterLimit', characterLimit),
  setInputType: put('inputType', oneOf(InputType)),
});

/** Texts that an input proposes. */
export const newSuggestions = card(
  'Suggestions',
  { addSuggestion: add('texts', [text]), addSuggestions: addAll('texts', list(text)) },
  { json: ({ texts }) => ({ items: listOf(texts).map((one) => ({ text: one })) }) },
);

const milliseconds: Parameter = (value) => {
  if (typeof value !== 'string' && typeof value !== 'number') return NO_MATCH;
  if (!/^-?\d{1,16}$/.test(String(value))) throw exception('Invalid argument: valueMsEpoch');
  // 64-bit numbers are texts in JSON.
  return String(value);
};

function picker(name: string, type: string, methods: Methods, valueOf: (kept: Json) => Json = (kept) => kept) {
  return card(
    name,
    { ...TITLED_FIELD, ...methods },
    { needs: NAMED, json: (kept) => widget('dateTimePicker')({ type, ...valueOf(kept) }) },
  );
}

const setValueInMsSinceEpoch: Method = put('valueMsEpoch', milliseconds);

/** A date; its value is 00:00 UTC of that date. */
export const newDatePicker = picker('DatePicker', 'DATE_ONLY', { setValueInMsSinceEpoch });

/** A date and a time; the zone is a fixed offset, that of one date only. */
export const newDateTimePicker = picker('DateTimePicker', 'DATE_AND_TIME', {
  setTimeZoneOffsetInMins: put('timezoneOffsetDate', integer('timeZoneOffsetMins')),
  setValueInMsSinceEpoch,
});

/** A time of day; its value is that of the first day of the epoch. */
export const newTimePicker = picker(
  'TimePicker',
  'TIME_ONLY',
  { setHours: put('hours', integer('hours', 0, 23)), setMinutes: put('minutes', integer('minutes', 0, 59)) },
  ({ hours, minutes, ...kept }) =>
    hours === undefined && minutes === undefined
      ? kept
      : { ...kept, valueMsEpoch: String((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000) },
);
