/** Digits and what people put between them, and perhaps an extension. */
const PHONE = /^[\d\s()+./#*,;-]+(?:(?:ext|x|wew|w|вн|доб|ต่อ|分機|轉)[.:]?\s*\d+)?$/iu;

/** How many digits a number has: short ones of a town, and the longest with an extension. */
const DIGITS = { least: 6, most: 20 } as const;

/** A telephone number with plain digits: those of a Chinese or Thai keyboard are digits too. */
export function plainPhone(typed: string): string {
  return typed.trim().normalize('NFKC');
}

/** Whether somebody could be called at what was typed: the one rule of the page and of the desk. */
export function isPhone(typed: string): boolean {
  const text = plainPhone(typed);
  const digits = text.replace(/\D/g, '').length;
  return PHONE.test(text) && digits >= DIGITS.least && digits <= DIGITS.most;
}
