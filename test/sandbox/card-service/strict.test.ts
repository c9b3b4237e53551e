import { connectHost } from '../../../sandbox/runtime/guest/core/host';
import { button, call, cardOf, cards } from '../../support/guest-services';

const way = { call: () => '', now: () => 0, foreignError: () => new Error() };
const boot = { html: {}, advanced: {}, zone: 'Etc/UTC', refusesUndefined: false };
beforeAll(() => connectHost(way, JSON.stringify({ ...boot, strict: true })));
afterAll(() => connectHost(way, JSON.stringify({ ...boot, strict: false })));

const line = () => cards.newDecoratedText().setText('Mei');
const paragraphs = (count: number) => Array.from({ length: count }, () => cards.newTextParagraph().setText('x'));

describe('a strict sandbox refuses a card with', () => {
  it.each([
    ['a line without icon and top label', () => cardOf(line()), 'an icon or a top label is required'],
    ['an empty text', () => cardOf(cards.newTextParagraph().setText('')), 'an empty text'],
    ['an empty label', () => cardOf(line().setTopLabel('')), 'an empty topLabel'],
    ['an empty title', () => cardOf(cards.newTextInput().setFieldName('a').setTitle('')), 'an empty label'],
    ['101 widgets in a section', () => cardOf(...paragraphs(101)), 'more than 100'],
    [
      '101 options',
      () => {
        const choice = cards.newSelectionInput().setFieldName('a').setTitle('A');
        for (let i = 0; i < 101; i++) choice.addItem(i, i, false);
        return cardOf(choice);
      },
      'more than 100',
    ],
  ])('%s', (_, build, words) => {
    expect(build).toThrow(words);
  });

  it('nothing of the kind in one that has them all', () => {
    const icon = cards.newIconImage().setIcon(cards.Icon.CLOCK);
    const input = cards.newTextInput().setFieldName('a').setTitle('A').setValue('');
    const set = cards.newButtonSet().addButton(button());
    expect(() => cardOf(call(line(), 'setStartIcon', icon) as never, input, set, ...paragraphs(97))).not.toThrow();
  });
});
