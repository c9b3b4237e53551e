import type {
  Button,
  CardAnswer,
  CardView,
  Click,
  EditorAnswer,
  IconName,
  Section,
  Tap,
  UniversalAnswer,
  Widget,
} from '../cards/kit/widgets';
import type { ConferenceView } from '../rooms/google/view';
import type { Room } from '../desk/ports/records';
import { deskTexts } from '../i18n/index';
import { ACTION_PARAMETER, CARD_FUNCTION } from './card-function';
import { fitted } from './card-limits';
import { withOneMainButton } from '../cards/kit/parts';
import { renderConference } from './outputs';

type Card = GoogleAppsScript.Card_Service.Card;
type CalendarEventActionResponse = GoogleAppsScript.Card_Service.CalendarEventActionResponse;
type ActionResponse = GoogleAppsScript.Card_Service.ActionResponse;

/** For cards that are made before the reader is known: they are short and bring their own texts. */
const english = () => deskTexts('en');

/** A card as CardService builds it. What does not fit is left out, and the card says how much that is. */
export function renderCard(whole: CardView, t = english()): Card {
  const view = withOneMainButton(fitted(whole, t));
  const header = CardService.newCardHeader().setTitle(orDash(view.title));
  if (isText(view.subtitle)) header.setSubtitle(view.subtitle);
  const card = CardService.newCardBuilder().setName(view.name).setHeader(header);
  for (const section of view.sections) card.addSection(renderSection(section));
  return card.build();
}

/** The answer to a card action: where the card goes, and a short notification. */
export function renderAnswer(answer: CardAnswer, t = english()): ActionResponse {
  const card = renderCard(answer.card, t);
  const navigation = CardService.newNavigation();
  if (answer.at === 'next') navigation.pushCard(card);
  else if (answer.at === 'root') navigation.popToRoot().updateCard(card);
  else navigation.updateCard(card);
  const response = CardService.newActionResponseBuilder()
    .setNavigation(navigation)
    .setStateChanged(answer.at === 'root');
  if (isText(answer.notice)) response.setNotification(CardService.newNotification().setText(answer.notice));
  return response.build();
}

/**
 * The answer to a card action that changes the event open in the editor.
 *
 * @param viewOf what Calendar should show of a room
 */
export function renderEdit(
  { edit }: EditorAnswer,
  viewOf: (room: Room) => ConferenceView,
): CalendarEventActionResponse {
  const response = CardService.newCalendarEventActionResponseBuilder();
  if ('guests' in edit) response.addAttendees(edit.guests);
  else response.setConferenceData(renderConference(viewOf(edit.room)));
  return response.build();
}

/** What a universal action answers. */
export function renderUniversal(
  answer: UniversalAnswer,
  t = english(),
): GoogleAppsScript.Card_Service.UniversalActionResponse {
  const response = CardService.newUniversalActionResponseBuilder();
  if ('link' in answer) response.setOpenLink(CardService.newOpenLink().setUrl(answer.link));
  else response.displayAddOnCards([renderCard(answer.card, t)]);
  return response.build();
}

function renderSection(section: Section): GoogleAppsScript.Card_Service.CardSection {
  const rendered = CardService.newCardSection();
  if (isText(section.title)) rendered.setHeader(escape(section.title));
  if (section.folded !== undefined) {
    rendered.setCollapsible(true).setNumUncollapsibleWidgets(section.folded);
  }
  for (const widget of section.widgets) rendered.addWidget(renderWidget(widget));
  return rendered;
}

function renderWidget(widget: Widget): GoogleAppsScript.Card_Service.Widget {
  switch (widget.kind) {
    case 'text':
      return CardService.newTextParagraph().setText(toned(orDash(widget.text), widget.tone ?? 'plain'));
    case 'line':
      return renderLine(widget);
    case 'buttons': {
      const set = CardService.newButtonSet();
      for (const button of widget.buttons) set.addButton(renderButton(button));
      return set;
    }
    case 'input':
      return renderInput(widget);
    case 'date': {
      const picker = titled(CardService.newDatePicker().setFieldName(widget.name), widget.label);
      if (widget.value !== null) picker.setValueInMsSinceEpoch(Date.parse(`${widget.value}T00:00:00Z`));
      if (widget.changed !== undefined) picker.setOnChangeAction(actionOf(widget.changed));
      return picker;
    }
    case 'moment': {
      const picker = titled(CardService.newDateTimePicker().setFieldName(widget.name), widget.label);
      // Without an offset it is shown in "the user's time zone", and Google does not say which setting decides that
      // [apps-script/reference/card-service/date-time-picker].
      if (widget.value !== null)
        picker.setValueInMsSinceEpoch(widget.value.at).setTimeZoneOffsetInMins(widget.value.offset);
      return picker;
    }
    case 'choice':
      return renderChoice(widget);
  }
}

function renderInput(widget: Extract<Widget, { kind: 'input' }>): GoogleAppsScript.Card_Service.TextInput {
  const input = titled(CardService.newTextInput().setFieldName(widget.name), widget.label).setValue(widget.value);
  if (isText(widget.hint)) input.setHint(widget.hint);
  if (widget.multiline === true) input.setMultiline(true);
  if (widget.suggestions !== undefined)
    input.setSuggestions(CardService.newSuggestions().addSuggestions(widget.suggestions));
  return input;
}

function renderLine(line: Extract<Widget, { kind: 'line' }>): GoogleAppsScript.Card_Service.Widget {
  const text = CardService.newDecoratedText()
    .setText(escape(orDash(line.text)))
    .setWrapText(true);
  if (isText(line.label)) text.setTopLabel(escape(line.label));
  if (isText(line.note)) text.setBottomLabel(escape(line.note));
  // One of icon and top label is required [apps-script/reference/card-service/decorated-text].
  const icon = line.icon ?? (isText(line.label) ? undefined : 'DESCRIPTION');
  if (icon !== undefined) text.setStartIcon(CardService.newIconImage().setIcon(iconOf(icon)));
  if (line.button !== undefined) text.setButton(renderButton(line.button));
  if (line.click !== undefined) onClick(text, line.click);
  return text;
}

/** Dark red for a button that ends something at once, light red for one that leads to a card that asks. */
const DANGER = { now: '#b3261e', asks: '#f9dedc' } as const;

function renderButton(button: Button): GoogleAppsScript.Card_Service.TextButton {
  const rendered = CardService.newTextButton().setText(button.text);
  const color = button.danger === undefined ? undefined : DANGER[button.danger];
  if (button.filled === true || color !== undefined) rendered.setTextButtonStyle(CardService.TextButtonStyle.FILLED);
  // A background is for filled buttons only [apps-script/reference/card-service/text-button].
  if (color !== undefined) rendered.setBackgroundColor(color);
  onClick(rendered, button.click);
  return rendered;
}

function renderChoice(choice: Extract<Widget, { kind: 'choice' }>): GoogleAppsScript.Card_Service.SelectionInput {
  const types = {
    dropdown: CardService.SelectionInputType.DROPDOWN,
    checkboxes: CardService.SelectionInputType.CHECK_BOX,
    radio: CardService.SelectionInputType.RADIO_BUTTON,
  };
  const input = titled(CardService.newSelectionInput().setFieldName(choice.name), choice.label).setType(
    types[choice.look],
  );
  if (choice.changed !== undefined) input.setOnChangeAction(actionOf(choice.changed));
  for (const option of choice.options) input.addItem(orDash(option.label), option.value, option.selected);
  return input;
}

/** An empty title is left out: Google does not say whether it may be empty. */
function titled<T extends { setTitle(title: string): T }>(field: T, label: string): T {
  return isText(label) ? field.setTitle(label) : field;
}

/** Google requires a text even if a person has entered none. */
function orDash(text: string): string {
  return isText(text) ? text : '–';
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

interface Clickable {
  setOnClickAction(action: GoogleAppsScript.Card_Service.Action): unknown;
  setOpenLink(link: GoogleAppsScript.Card_Service.OpenLink): unknown;
}

function onClick(target: Clickable, click: Click): void {
  if ('link' in click) {
    target.setOpenLink(CardService.newOpenLink().setUrl(click.link).setOpenAs(CardService.OpenAs.FULL_SIZE));
  } else {
    target.setOnClickAction(actionOf(click));
  }
}

function actionOf({ action, params }: Tap): GoogleAppsScript.Card_Service.Action {
  return CardService.newAction()
    .setFunctionName(CARD_FUNCTION)
    .setParameters({ ...params, [ACTION_PARAMETER]: action });
}

function iconOf(name: IconName): GoogleAppsScript.Card_Service.Icon {
  return CardService.Icon[name];
}

/** Cards understand a few HTML tags in text: people's text must not become a tag. */
function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
  return text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign).replace(/\n/g, '<br>');
}

function toned(text: string, tone: 'plain' | 'quiet' | 'warning' | 'strong'): string {
  const safe = escape(text);
  if (tone === 'strong') return `<b>${safe}</b>`;
  if (tone === 'plain') return safe;
  return `<font color="${tone === 'warning' ? '#b3261e' : '#5f6368'}">${safe}</font>`;
}
