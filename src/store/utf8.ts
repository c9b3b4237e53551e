// Google's limits count bytes; Apps Script has no TextEncoder [apps-script/guides/v8-runtime].

/** Length of a text in UTF-8 bytes. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) bytes += unitBytes(text.charCodeAt(i));
  return bytes;
}

/** Cuts a text into parts of at most `limit` UTF-8 bytes, never inside a surrogate pair. */
export function splitByBytes(text: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const isHigh = code >= 0xd800 && code < 0xdc00;
    const size = isHigh ? 4 : isLow(code) ? 0 : unitBytes(code);
    if (bytes + size > limit) {
      parts.push(text.slice(start, i));
      start = i;
      bytes = 0;
    }
    bytes += size;
  }
  parts.push(text.slice(start));
  return parts;
}

/** A surrogate pair is two units and four bytes. */
function unitBytes(code: number): number {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code >= 0xd800 && code < 0xe000 ? 2 : 3;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
