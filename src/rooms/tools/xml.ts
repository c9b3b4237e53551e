const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text of the first element with a name in a flat XML answer; `null` if there is none. */
export function elementText(xml: string, name: string): string | null {
  const found = new RegExp(`<${name}\\s*>([\\s\\S]*?)</${name}\\s*>`).exec(xml)?.[1];
  return found === undefined ? null : plainText(found).trim();
}

function plainText(content: string): string {
  return content.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
    (whole, data?: string, decimal?: string, hex?: string, name?: string) => {
      if (data !== undefined) return data;
      if (decimal !== undefined) return characterOf(parseInt(decimal, 10), whole);
      if (hex !== undefined) return characterOf(parseInt(hex, 16), whole);
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}

function characterOf(code: number, otherwise: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}
