/** The page's address with what it begins with. */
export function addressOf(page: string, beginning: Readonly<Record<string, string>>): string {
  const query = Object.entries(beginning)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return query.length === 0 ? page : `${page}${page.includes('?') ? '&' : '?'}${query.join('&')}`;
}
