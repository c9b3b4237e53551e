import { StoreBusyError, type RecordChange } from './ports/store';
import { settingsOf } from './team/people';
import type { Desk } from './ports/ports';
import { SETTINGS_ID } from './ports/records';

/**
 * The web app's address that anybody can open; empty for one that only editors of the script can open (`/dev`), and if
 * there is none. Google also tells a form that belongs to one domain, `/a/macros/DOMAIN/s/…`, which asks strangers to
 * log in.
 */
export function publicAddress(address: string): string {
  const plain = address
    .replace(/\/a\/macros\/[^/]+\/s\//, '/macros/s/')
    .replace(/\/a\/[^/]+\/macros\/s\//, '/macros/s/');
  return /^https?:\/\/[^\s"<>]+\/exec$/.test(plain) ? plain : '';
}

/** The stored address of the public page; empty until somebody has entered it or opened the page. */
export function webAppOf(desk: Pick<Desk, 'store'>): string {
  return settingsOf(desk.store.seen())?.publicPage ?? '';
}

/**
 * Notes what only a run of the page itself can know for certain: its address, if none is stored, and the account that
 * it runs as. Elsewhere Google may give another address
 * (https://developers.google.com/apps-script/reference/script/service#getUrl()).
 */
export function noteWebApp(desk: Desk, address: string, deployer: string): void {
  const learned = publicAddress(address);
  const settings = settingsOf(desk.store.seen());
  // Under `/dev` it may run as another editor of the script.
  if (settings === null || learned === '') return;
  if (settings.publicPage !== '' && settings.deployer === deployer) return;
  try {
    desk.store.update((snapshot) => {
      const current = settingsOf(snapshot);
      if (current === null) return { changes: [], result: null };
      const publicPage = current.publicPage === '' ? learned : current.publicPage;
      const change: RecordChange = { put: 'settings', id: SETTINGS_ID, value: { ...current, publicPage, deployer } };
      return { changes: [change], result: null };
    });
  } catch (error) {
    // The next visitor's run notes it.
    if (!(error instanceof StoreBusyError)) throw error;
  }
}
