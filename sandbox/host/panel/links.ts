import { text, type Json } from '../model/json';
import { toast } from '../ui/toast';

/** How often it is looked whether a window is still open. */
const WATCH_MS = 500;

/**
 * Opens what a card or an answer names (https://developers.google.com/apps-script/reference/card-service/open-link).
 *
 * @param reload is called when the window closes, where the link asks for that
 * @param popup a window that is open already
 */
export function openLink(link: Json, reload: () => void, popup: Window | null = null): void {
  const url = secure(text(link.url));
  if (!/^(https?|mailto|tel):/i.test(url)) {
    popup?.close();
    toast(`This link cannot be opened: ${url === '' ? 'it has no address' : url}`);
    return;
  }
  const watches = link.onClose === 'RELOAD';
  const features = link.openAs === 'OVERLAY' ? 'popup,width=600,height=700' : watches ? '' : 'noopener';
  if (popup !== null) popup.location.href = url;
  const opened = popup ?? window.open(url, '_blank', features);
  if (!watches || opened === null) return;
  const timer = setInterval(() => {
    if (!opened.closed) return;
    clearInterval(timer);
    reload();
  }, WATCH_MS);
}

/**
 * http becomes https (https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1, OpenLink);
 * this machine's own pages have no https.
 */
function secure(url: string): string {
  return /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/]/i.test(url) ? url : url.replace(/^http:/i, 'https:');
}
