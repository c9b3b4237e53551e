import { readFileSync } from 'node:fs';
import { accentOf, contrast, GROUNDS, USUAL_ACCENT } from '../../../src/look/accent';
import { accentStyle } from '../../../src/look/style';

const TOKENS = readFileSync('src/web/client/styles/tokens.css', 'utf8');

/** The colours of a theme, as the style sheet has them. */
function tokens(theme: 'light' | 'dark'): Record<string, string> {
  const [light = '', dark = ''] = TOKENS.split('@media');
  const found = (theme === 'light' ? light : dark).matchAll(/--([\w-]+): (#\w+);/g);
  return Object.fromEntries([...found].map(([, name, value]) => [name!, value!.toUpperCase()]));
}

describe.each(['light', 'dark'] as const)('the style sheet in %s', (theme) => {
  it('has the grounds that accents are made for, and the usual accent', () => {
    const { fill, on, tint, edge, accent, ...others } = tokens(theme);
    const { text, ...usual } = accentOf(USUAL_ACCENT, theme);
    expect(others).toMatchObject(GROUNDS[theme]);
    expect({ fill, on, tint, edge, accent }).toEqual({ ...usual, accent: text });
  });

  it('has only colours that can be read and seen on every ground', () => {
    const all = tokens(theme);
    const least = (name: string, grounds: string[]) =>
      Math.min(...grounds.map((ground) => contrast(all[name]!, all[ground]!)));
    const grounds = ['surface', 'pane', 'ground'];
    const texts = ['ok', 'wait', 'bad', 'calm'].map(
      (name) => [name, least(name, [...grounds, `${name}-tint`])] as const,
    );
    for (const text of ['ink', 'ink-2']) texts.push([text, least(text, grounds)]);
    expect(texts.filter(([, found]) => found < 4.5)).toEqual([]);
    expect(['line', 'ink-3'].filter((edge) => least(edge, grounds) < 3)).toEqual([]);
  });
});

it('the owner’s colours replace the usual ones; a pale one gets a wider edge', () => {
  const parts = /^:root\{([^}]*)\}@media\(prefers-color-scheme:dark\)\{:root\{([^}]*)\}\}$/;
  const [, light, dark] = parts.exec(accentStyle('#ffd400')) ?? [];
  expect(light).toContain('--fill:#FFD400;--on:#000000');
  expect(light).toContain('--edge-width:2px');
  expect(dark).toContain('--edge-width:1px');
});
