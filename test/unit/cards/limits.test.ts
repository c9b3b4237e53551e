import type { CardView, Widget } from '../../../src/cards/kit/widgets';
import { deskTexts } from '../../../src/i18n/index';
import { fitted } from '../../../src/platform/card-limits';

const t = deskTexts('en');
const line = (n: number): Widget => ({ kind: 'text', text: String(n) });
const lines = (count: number) => Array.from({ length: count }, (_, n) => line(n));
const cardOf = (...sections: Widget[][]): CardView => ({
  name: 'x',
  title: 'x',
  sections: sections.map((widgets) => ({ widgets })),
});
const SAVE: Widget = { kind: 'buttons', buttons: [{ text: 'Save', click: { action: 'goHome' } }] };

describe('a card that holds more than Google takes', () => {
  it('loses the end of its longest section, says how much, and keeps its buttons', () => {
    const { sections } = fitted(cardOf(lines(3), lines(300), [SAVE]), t);
    expect(sections.map(({ widgets }) => widgets.length)).toEqual([3, 91, 1]);
    expect(sections[1]!.widgets[90]).toMatchObject({ text: '210 more, not shown here' });
    expect(sections[2]!.widgets).toEqual([SAVE]);
  });

  it('is left as it is up to the limit', () => {
    const card = cardOf(lines(50), lines(45));
    expect(fitted(card, t)).toEqual(card);
  });

  it('shows a hundred options, those that are selected among them', () => {
    const options = Array.from({ length: 250 }, (_, n) => ({
      value: String(n),
      label: String(n),
      selected: n === 200,
    }));
    const choice: Widget = { kind: 'choice', name: 'zone', label: 'Zone', look: 'dropdown', options };
    const [shown, words] = fitted(cardOf([choice]), t).sections[0]!.widgets;
    expect(shown).toMatchObject({ options: { length: 100 } });
    expect(shown!.kind === 'choice' && shown!.options.some(({ selected }) => selected)).toBe(true);
    expect(words).toMatchObject({ text: '150 more, not shown here' });
  });
});
