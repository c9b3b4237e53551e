import fc from 'fast-check';
import { accentOf, contrast, GROUNDS, USUAL_ACCENT } from '../../../src/look/accent';

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0').toUpperCase()}`);

describe.each(['light', 'dark'] as const)('the accent in %s', (theme) => {
  it('can be read and seen on every ground, whatever colour the owner has chosen', () => {
    const { ground, surface, pane } = GROUNDS[theme];
    fc.assert(
      fc.property(anyColour, (colour) => {
        const { fill, on, tint, edge, text } = accentOf(colour, theme);
        const grounds = [ground, surface, pane, tint];
        expect(contrast(on, fill)).toBeGreaterThanOrEqual(4.5);
        expect(Math.min(...grounds.map((one) => contrast(text, one)))).toBeGreaterThanOrEqual(4.5);
        expect(Math.min(...grounds.map((one) => contrast(edge, one)))).toBeGreaterThanOrEqual(3);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is the usual one where the text is no colour', () => {
    expect(accentOf('red', theme)).toEqual(accentOf(USUAL_ACCENT, theme));
  });
});

it('leaves the owner’s colour as it is in light, unless it is as pale as the paper', () => {
  fc.assert(
    fc.property(anyColour, (colour) => {
      const isPaper = contrast(colour, GROUNDS.light.surface) < 1.2;
      expect(accentOf(colour, 'light').fill).toBe(isPaper ? GROUNDS.light.ink : colour);
    }),
  );
});

it('knows the contrast of black and white, and the colours that the design was drawn with', () => {
  expect(contrast('#000000', '#FFFFFF')).toBe(21);
  expect(accentOf('#1F6148', 'light')).toMatchObject({ fill: '#1F6148', on: '#FFFFFF', text: '#1F6148' });
  const dark = accentOf('#1F6148', 'dark');
  expect(contrast(dark.on, dark.fill)).toBeCloseTo(7.4, 1);
});
