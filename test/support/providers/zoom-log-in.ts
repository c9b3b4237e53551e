/**
 * Opens the page for logging in, presses a button on it and follows where that leads, with cookies as a browser keeps
 * them, until it leads away from the server.
 *
 * @param account whom to log in as; left out, whom the page suggests
 * @returns the address that it leads away to
 */
export async function goThroughLogIn(address: string, press: 'allow' | 'deny', account?: string): Promise<string> {
  const { origin } = new URL(address);
  const cookies = new Map<string, string>();
  let next = address;
  let form: URLSearchParams | null = null;
  // As many steps as a browser follows.
  for (let step = 0; step < 20; step++) {
    const response: Response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form !== null && { method: 'POST', body: form }),
    });
    form = null;
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      next = new URL(location, next).href;
      if (new URL(next).origin !== origin) return next;
      continue;
    }
    const text = await response.text();
    const action = /<form method="post" action="([^"]+)"/.exec(text)?.[1];
    if (action === undefined) throw new Error(`no page to log in on: ${response.status} ${text}`);
    const suggested = /name="account"[^>]* value="([^"]*)"/.exec(text)?.[1] ?? '';
    form = new URLSearchParams({ press, account: account ?? suggested });
    next = new URL(action, next).href;
  }
  throw new Error('the log-in leads from one address to the next without end');
}
