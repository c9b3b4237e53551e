// What is filled, linked or chosen has the owner's accent colour. Any colour can be chosen: from it, five are made that
// people can see and read, in light and in dark.

/** sRGB, each 0 to 1. */
type Rgb = readonly [red: number, green: number, blue: number];

/** Colours as `#RRGGBB`. */
export interface Accent {
  /** Of filled buttons and of what is chosen. */
  fill: string;
  /** Text on `fill`: at least 4.5 : 1. */
  on: string;
  /** A pale ground. */
  tint: string;
  /** The edge of everything that is filled: at least 3 : 1 on every ground. */
  edge: string;
  /** Text, on every ground: at least 4.5 : 1. */
  text: string;
}

export type Theme = 'light' | 'dark';

/** The grounds on which the accent is seen, and the ink that takes the place of an accent as pale as paper. */
export const GROUNDS = {
  light: { ground: '#F4F3EF', surface: '#FFFFFF', pane: '#FAF9F6', ink: '#1C1B19' },
  dark: { ground: '#121211', surface: '#1C1B1A', pane: '#232220', ink: '#F3F1EC' },
} as const;

/** The accent of a business that has not chosen one. */
export const USUAL_ACCENT = '#1F6148';

/**
 * The accent of one theme, made from the colour that the owner has chosen.
 *
 * @param chosen `#RRGGBB`; anything else counts as the usual accent
 */
export function accentOf(chosen: string, theme: Theme): Accent {
  const { ground, surface, pane, ink } = GROUNDS[theme];
  const colour = /^#[0-9a-f]{6}$/i.test(chosen) ? chosen.toUpperCase() : USUAL_ACCENT;
  const isPaper = theme === 'light' && contrast(colour, surface) < 1.2;
  const fill = theme === 'dark' ? until(colour, 5.5, [surface, pane], theme) : isPaper ? ink : colour;
  const tint = mixed(surface, fill, theme === 'dark' ? 0.16 : 0.1);
  const grounds = [surface, pane, ground, tint];
  return {
    fill,
    on: contrast('#FFFFFF', fill) >= 4.5 ? '#FFFFFF' : '#000000',
    tint,
    edge: until(fill, 3, grounds, theme),
    text: until(fill, 4.5, grounds, theme),
  };
}

/** The contrast of two colours, 1 to 21 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio). */
export function contrast(a: string, b: string): number {
  const [bright, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = linear(rgbOf(colour));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * The colour, made darker in light and lighter in dark until its contrast on every ground is enough. It keeps its hue,
 * and gives up chroma only where no screen could show it.
 */
function until(colour: string, enough: number, grounds: readonly string[], theme: Theme): string {
  if (grounds.every((ground) => contrast(colour, ground) >= enough)) return colour;
  const [lightness, a, b] = toLab(linear(rgbOf(colour)));
  const step = theme === 'dark' ? 0.005 : -0.005;
  for (let now = lightness + step; now > 0 && now < 1; now += step) {
    const tried = inGamut(now, a, b);
    if (grounds.every((ground) => contrast(tried, ground) >= enough)) return tried;
  }
  return theme === 'dark' ? '#FFFFFF' : '#000000';
}

function inGamut(lightness: number, a: number, b: number): string {
  for (let share = 1; share > 0; share -= 0.02) {
    const rgb = fromLab(lightness, a * share, b * share);
    if (rgb.every((part) => part >= 0 && part <= 1)) return hexOf(encoded(rgb));
  }
  return hexOf(encoded(fromLab(lightness, 0, 0)));
}

function mixed(under: string, over: string, share: number): string {
  const [from, to] = [rgbOf(under), rgbOf(over)];
  const part = (at: 0 | 1 | 2) => from[at] + (to[at] - from[at]) * share;
  return hexOf([part(0), part(1), part(2)]);
}

function rgbOf(colour: string): Rgb {
  const part = (at: number) => parseInt(colour.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

function hexOf(rgb: Rgb): string {
  const part = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 255);
  return `#${rgb.map((value) => part(value).toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}

const each = ([red, green, blue]: Rgb, change: (part: number) => number): Rgb => [
  change(red),
  change(green),
  change(blue),
];

const linear = (rgb: Rgb): Rgb =>
  each(rgb, (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));

const encoded = (rgb: Rgb): Rgb =>
  each(rgb, (part) => (part <= 0.0031308 ? part * 12.92 : 1.055 * part ** (1 / 2.4) - 0.055));

/** Linear sRGB to OKLab and back (https://bottosson.github.io/posts/oklab/). */
function toLab([red, green, blue]: Rgb): Rgb {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  ];
}

function fromLab(lightness: number, a: number, b: number): Rgb {
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ];
}
