/** Digits and what people put between them, and perhaps an extension. */
const PHONE = /^[\d\s()+./#*,;-]+(?:(?:ext|x|wew|w|вн|доб|ต่อ|分機|轉)[.:]?\s*\d+)?$/iu;

/** How many digits a number has: from short local ones to the longest with an extension. */
const DIGITS = { least: 6, most: 20 } as const;

/** A phone number with plain digits: those of a Chinese or Thai keyboard are digits too. */
export function plainPhone(typed: string): string {
  return typed.trim().normalize('NFKC');
}

/** Whether what was typed could be a phone number: the one rule for both the page and the desk. */
export function isPhone(typed: string): boolean {
  const text = plainPhone(typed);
  const digits = text.replace(/\D/g, '').length;
  return PHONE.test(text) && digits >= DIGITS.least && digits <= DIGITS.most;
}
