import { accentOf, contrast, GROUNDS, type Theme } from './accent';

/**
 * The accent as custom properties of CSS, in light and dark: they replace those of styles/tokens.css.
 *
 * @param chosen as for accentOf
 */
export function accentStyle(chosen: string): string {
  return `:root{${propertiesOf(chosen, 'light')}}@media(prefers-color-scheme:dark){:root{${propertiesOf(chosen, 'dark')}}}`;
}

function propertiesOf(chosen: string, theme: Theme): string {
  const { fill, on, tint, edge, text } = accentOf(chosen, theme);
  // Where the fill is close to the surface, a wider edge tells what is chosen from what is open.
  const width = contrast(fill, GROUNDS[theme].surface) < 3 ? 2 : 1;
  return `--fill:${fill};--on:${on};--tint:${tint};--edge:${edge};--accent:${text};--edge-width:${width}px`;
}
