import { NO_MATCH, type Parameter } from '../core/builder';
import { exception } from '../core/exception';

const HEX = /^#(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))$/i;

/** `#rgb` or `#rrggbb` as google.type.Color: parts from 0 to 1. */
export const color =
  (what: string): Parameter =>
  (value) => {
    if (typeof value !== 'string') return NO_MATCH;
    const parts = HEX.exec(value)?.slice(1).filter(Boolean);
    if (parts === undefined) throw exception(`Invalid argument: ${what}`);
    const [red, green, blue] = parts.map((part) => share(part.length === 1 ? part + part : part));
    return { red, green, blue };
  };

const share = (hex: string) => Math.round((parseInt(hex, 16) / 255) * 10_000) / 10_000;
