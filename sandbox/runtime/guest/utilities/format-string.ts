/** Utilities.formatString: printf with %s, %d, %i, %f, %e, %x, %o, %c, %b, flags, width and precision. */
export function formatString(template: string, ...values: unknown[]): string {
  let next = 0;
  return template.replace(
    /%(?:%|([-+0 ]*)(\d*)(?:\.(\d+))?([sdifexXocb]))/g,
    (mark, flags = '', width = '', precision: string | undefined, kind: string | undefined) => {
      if (kind === undefined) return '%';
      if (next >= values.length) return mark;
      const text = converted(values[next++], kind, precision === undefined ? null : Number(precision));
      return padded(text, String(flags), Number(width), kind !== 's' && kind !== 'c');
    },
  );
}

function converted(value: unknown, kind: string, precision: number | null): string {
  switch (kind) {
    case 'd':
    case 'i':
      return String(Math.trunc(Number(value)));
    case 'f':
      return Number(value).toFixed(precision ?? 6);
    case 'e':
      return Number(value).toExponential(precision ?? 6);
    case 'x':
      return Math.trunc(Number(value)).toString(16);
    case 'X':
      return Math.trunc(Number(value)).toString(16).toUpperCase();
    case 'o':
      return Math.trunc(Number(value)).toString(8);
    case 'b':
      return Math.trunc(Number(value)).toString(2);
    case 'c':
      return typeof value === 'number' ? String.fromCharCode(value) : String(value).charAt(0);
    default:
      return precision === null ? String(value) : String(value).slice(0, precision);
  }
}

function padded(text: string, flags: string, width: number, isNumber: boolean): string {
  const signed = isNumber && flags.includes('+') && !text.startsWith('-') ? `+${text}` : text;
  if (flags.includes('-')) return signed.padEnd(width);
  if (!isNumber || !flags.includes('0')) return signed.padStart(width);
  const sign = /^[+-]/.exec(signed)?.[0] ?? '';
  return sign + signed.slice(sign.length).padStart(width - sign.length, '0');
}
