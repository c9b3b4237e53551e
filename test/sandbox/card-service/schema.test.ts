import { actionResponseErrors, conferenceDataErrors } from '../../../sandbox/validate/action-response';
import { calendarErrors } from '../../../sandbox/validate/calendar-rules';
import { cardErrors } from '../../../sandbox/validate/card-schema';
import { cardOf, button, cards, type Json } from '../../support/guest-services';

/** A right card with one thing changed. */
function broken(change: (widget: Json) => void): string[] {
  const card = cardOf(cards.newDecoratedText().setText('a').setWrapText(true).setButton(button()));
  change(card.sections![0]!.widgets![0]!);
  return cardErrors(card);
}
const at = 'sections[0].widgets[0]';
const wrong = (value: unknown) => value as Json;

describe('the card schema', () => {
  it.each<[string, (widget: Json) => void, string]>([
    ['an unknown widget', (w) => (w.decoratedTxt = wrong({})), `${at}.decoratedTxt: unknown field`],
    ['a misspelt field', (w) => (w.decoratedText!.onclick = wrong({})), `${at}.decoratedText.onclick: unknown field`],
    [
      'an inherited name',
      (w) => Object.assign(w.decoratedText!, { valueOf: 'x' }),
      `${at}.decoratedText.valueOf: unknown field`,
    ],
    ['a number for a text', (w) => (w.decoratedText!.text = wrong(5)), `${at}.decoratedText.text: no string`],
    ['a text for a flag', (w) => (w.decoratedText!.wrapText = wrong('yes')), `${at}.decoratedText.wrapText: no bool`],
    ['two widgets in one', (w) => (w.divider = wrong({})), `${at}: only one of decoratedText, divider`],
    [
      'an object for a list',
      (w) => (w.decoratedText!.button!.onClick!.action!.parameters = wrong({})),
      `${at}.decoratedText.button.onClick.action.parameters: no array`,
    ],
    [
      'a bad enumeration value',
      (w) => (w.decoratedText!.button!.type = wrong('ROUND')),
      `${at}.decoratedText.button.type: none of TYPE_UNSPECIFIED, OUTLINED, FILLED, FILLED_TONAL, BORDERLESS`,
    ],
    [
      'two kinds of tap',
      (w) => (w.decoratedText!.button!.onClick!.openLink = wrong({ url: 'x' })),
      `${at}.decoratedText.button.onClick: only one of action, openLink`,
    ],
    [
      'a colour beyond numbers',
      (w) => (w.decoratedText!.button!.color = wrong({ red: '1' })),
      `${at}.decoratedText.button.color.red: no float`,
    ],
  ])('names %s with its place', (_what, change, error) => {
    expect(broken(change)).toEqual([error]);
  });

  it('takes 64-bit numbers as texts of digits, and 32-bit ones within bounds', () => {
    const picker = (value: unknown, offset: unknown) =>
      cardErrors({
        sections: [{ widgets: [{ dateTimePicker: { name: 'a', valueMsEpoch: value, timezoneOffsetDate: offset } }] }],
      });
    expect(picker('1795219200000', 60)).toEqual([]);
    expect(picker('soon', 2 ** 31)).toEqual([
      `${at}.dateTimePicker.valueMsEpoch: no int64`,
      `${at}.dateTimePicker.timezoneOffsetDate: no int32`,
    ]);
  });

  it('wants an object', () => {
    expect(cardErrors([])).toEqual(['(all): no object']);
  });
});

describe('what Calendar shows', () => {
  it('is no widget of Chat, no button without a tap, and no more than the limits', () => {
    const widgets = Array.from({ length: 101 }, () => ({ divider: {} }));
    expect(calendarErrors({ sections: [{ widgets }] })).toEqual(['widgets: more than 100']);
    expect(calendarErrors({ sections: [{ widgets: [{ chipList: {} }] }] })).toEqual([
      'widgets: Calendar does not show chipList',
    ]);
    expect(calendarErrors({ sections: [{ widgets: [{ buttonList: { buttons: [{ text: 'a' }] } }] }] })).toEqual([
      `${at}.buttonList.buttons[0]: onClick is missing`,
    ]);
  });
});

describe('the markup of answers', () => {
  it('knows each step by the name in the table of fields', () => {
    const steps = (...navigations: unknown[]) => actionResponseErrors({ renderActions: { action: { navigations } } });
    expect(steps({ pop: true }, { popToCard: 'a' }, { popToRoot: true })).toEqual([]);
    expect(steps({ popCard: true }, { pop: true, popToRoot: true })).toEqual([
      'renderActions.action.navigations[0].popCard: unknown field',
      'renderActions.action.navigations[1]: only one of popToRoot, pop',
    ]);
  });

  it('holds the cards in it against the card schema', () => {
    const navigations = [{ pushCard: { sections: [{ widgets: [{ image: { url: 'x' } }] }] } }];
    expect(actionResponseErrors({ renderActions: { action: { navigations } } })).toEqual([
      'renderActions.action.navigations[0].pushCard.sections[0].widgets[0].image.url: unknown field',
    ]);
  });

  it('knows conference data', () => {
    expect(conferenceDataErrors({ entryPoints: [{ type: 'video' }], notes: 'x' })).toEqual([
      'entryPoints[0].type: none of UNKNOWN, VIDEO, PHONE, MORE, SIP',
      'notes: unknown field',
    ]);
  });
});
