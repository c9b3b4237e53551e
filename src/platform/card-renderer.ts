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
} from '../cards/view';
import type { ConferenceView } from '../conference/view';
import type { EventConference } from '../desk/records';
import { renderConference } from './outputs';

type Card = GoogleAppsScript.Card_Service.Card;
type CalendarEventActionResponse = GoogleAppsScript.Card_Service.CalendarEventActionResponse;
type ActionResponse = GoogleAppsScript.Card_Service.ActionResponse;

/** A card as CardService builds it. */
export function renderCard(view: CardView): Card {
  const header = CardService.newCardHeader().setTitle(view.title);
  if (view.subtitle !== undefined) header.setSubtitle(view.subtitle);
  const card = CardService.newCardBuilder().setName(view.name).setHeader(header);
  for (const section of view.sections) card.addSection(renderSection(section));
  return card.build();
}

/** What a card action answers: where the card goes, and a line for a moment. */
export function renderAnswer(answer: CardAnswer): ActionResponse {
  const card = renderCard(answer.card);
  const navigation = CardService.newNavigation();
  if (answer.at === 'next') navigation.pushCard(card);
  else if (answer.at === 'root') navigation.popToRoot().updateCard(card);
  else navigation.updateCard(card);
  const response = CardService.newActionResponseBuilder()
    .setNavigation(navigation)
    .setStateChanged(answer.at === 'root');
  if (answer.notice !== undefined) response.setNotification(CardService.newNotification().setText(answer.notice));
  return response.build();
}

/**
 * What a card action puts into the event that is open in the editor.
 *
 * @param viewOf what Calendar is to show of a room
 */
export function renderEdit(
  { edit }: EditorAnswer,
  viewOf: (room: EventConference) => ConferenceView,
): CalendarEventActionResponse {
  const response = CardService.newCalendarEventActionResponseBuilder();
  if ('guests' in edit) response.addAttendees(edit.guests);
  else response.setConferenceData(renderConference(viewOf(edit.room)));
  return response.build();
}

/** What a universal action answers. */
export function renderUniversal(answer: UniversalAnswer): GoogleAppsScript.Card_Service.UniversalActionResponse {
  const response = CardService.newUniversalActionResponseBuilder();
  if ('link' in answer) response.setOpenLink(CardService.newOpenLink().setUrl(answer.link));
  else response.displayAddOnCards([renderCard(answer.card)]);
  return response.build();
}

function renderSection(section: Section): GoogleAppsScript.Card_Service.CardSection {
  const rendered = CardService.newCardSection();
  if (section.title !== undefined) rendered.setHeader(escape(section.title));
  if (section.folded !== undefined) {
    rendered.setCollapsible(true).setNumUncollapsibleWidgets(section.folded);
  }
  for (const widget of section.widgets) rendered.addWidget(renderWidget(widget));
  return rendered;
}

function renderWidget(widget: Widget): GoogleAppsScript.Card_Service.Widget {
  switch (widget.kind) {
    case 'text':
      return CardService.newTextParagraph().setText(toned(widget.text, widget.tone ?? 'plain'));
    case 'line':
      return renderLine(widget);
    case 'buttons': {
      const set = CardService.newButtonSet();
      for (const button of widget.buttons) set.addButton(renderButton(button));
      return set;
    }
    case 'input': {
      const input = CardService.newTextInput().setFieldName(widget.name).setTitle(widget.label).setValue(widget.value);
      if (widget.hint !== undefined) input.setHint(widget.hint);
      if (widget.multiline === true) input.setMultiline(true);
      if (widget.changed !== undefined) input.setOnChangeAction(actionOf(widget.changed));
      return input;
    }
    case 'date': {
      const picker = CardService.newDatePicker().setFieldName(widget.name).setTitle(widget.label);
      if (widget.value !== null) picker.setValueInMsSinceEpoch(Date.parse(`${widget.value}T00:00:00Z`));
      if (widget.changed !== undefined) picker.setOnChangeAction(actionOf(widget.changed));
      return picker;
    }
    case 'moment':
      return CardService.newDateTimePicker()
        .setFieldName(widget.name)
        .setTitle(widget.label)
        .setValueInMsSinceEpoch(widget.value);
    case 'choice':
      return renderChoice(widget);
  }
}

function renderLine(line: Extract<Widget, { kind: 'line' }>): GoogleAppsScript.Card_Service.Widget {
  const text = CardService.newDecoratedText().setText(escape(line.text)).setWrapText(true);
  if (line.label !== undefined) text.setTopLabel(escape(line.label));
  if (line.note !== undefined) text.setBottomLabel(escape(line.note));
  if (line.icon !== undefined) text.setStartIcon(CardService.newIconImage().setIcon(iconOf(line.icon)));
  if (line.button !== undefined) text.setButton(renderButton(line.button));
  if (line.click !== undefined) onClick(text, line.click);
  return text;
}

function renderButton(button: Button): GoogleAppsScript.Card_Service.TextButton {
  const rendered = CardService.newTextButton().setText(button.text);
  if (button.filled === true) rendered.setTextButtonStyle(CardService.TextButtonStyle.FILLED);
  onClick(rendered, button.click);
  return rendered;
}

function renderChoice(choice: Extract<Widget, { kind: 'choice' }>): GoogleAppsScript.Card_Service.SelectionInput {
  const types = {
    dropdown: CardService.SelectionInputType.DROPDOWN,
    checkboxes: CardService.SelectionInputType.CHECK_BOX,
    radio: CardService.SelectionInputType.RADIO_BUTTON,
  };
  const input = CardService.newSelectionInput()
    .setFieldName(choice.name)
    .setTitle(choice.label)
    .setType(types[choice.look]);
  if (choice.changed !== undefined) input.setOnChangeAction(actionOf(choice.changed));
  for (const option of choice.options) input.addItem(option.label, option.value, option.selected);
  return input;
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

function actionOf(tap: Tap): GoogleAppsScript.Card_Service.Action {
  const action = CardService.newAction().setFunctionName(tap.action);
  return tap.params === undefined ? action : action.setParameters(tap.params);
}

function iconOf(name: IconName): GoogleAppsScript.Card_Service.Icon {
  return CardService.Icon[name];
}

/** Cards understand a few HTML tags in text: what people wrote must not become one. */
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
