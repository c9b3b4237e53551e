/** Strokes on a field of 24 by 24. */
const STROKES = {
  back: '<path d="m15 6-6 6 6 6"></path>',
  forth: '<path d="m9 6 6 6-6 6"></path>',
  down: '<path d="m6 9 6 6 6-6"></path>',
  clock: '<circle cx="12" cy="12" r="9"></circle><path d="M12 7v5l3.5 2"></path>',
  wallet: '<rect x="3" y="6" width="18" height="14" rx="3"></rect><path d="M4 8l12-4v2M17 13h.01"></path>',
  person: '<circle cx="12" cy="8" r="4"></circle><path d="M5 21c0-4 3-6.5 7-6.5s7 2.5 7 6.5"></path>',
  people:
    '<circle cx="9" cy="8" r="3.5"></circle><path d="M3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16 5a3.5 3.5 0 0 1 0 6.5M18 15c2 .8 3 2.5 3 5"></path>',
  video: '<rect x="3" y="6" width="12" height="12" rx="3"></rect><path d="m15 11 6-3.5v9L15 13"></path>',
  pin: '<path d="M12 21s7-6 7-11.5a7 7 0 0 0-14 0C5 15 12 21 12 21z"></path><circle cx="12" cy="9.5" r="2.5"></circle>',
  phone: '<path d="M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3C10 21 3 14 3 6a3 3 0 0 1 3-3z"></path>',
  paper: '<path d="M6 3h8l4 4v14H6zM9 12h6M9 16h6"></path>',
  globe:
    '<circle cx="12" cy="12" r="9"></circle><path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3z"></path>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"></path>',
  wrong: '<circle cx="12" cy="12" r="9"></circle><path d="M12 7v6M12 16.5v.01"></path>',
  offline:
    '<path d="m3 3 18 18M8.5 16a5 5 0 0 1 7 0M5 12.5a10 10 0 0 1 5-2.8M2 9a15 15 0 0 1 4.5-3M12 19.5v.01M14.5 9.9a10 10 0 0 1 4.5 2.6M10.5 5.1A15 15 0 0 1 22 9"></path>',
  pause: '<path d="M9 6v12M15 6v12"></path>',
  cross: '<path d="M6 6l12 12M18 6 6 18"></path>',
  calendar: '<rect x="3" y="5" width="18" height="16" rx="3"></rect><path d="M3 10h18M8 3v4M16 3v4"></path>',
  link: '<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"></path>',
  search: '<circle cx="11" cy="11" r="6.5"></circle><path d="m16 16 5 5"></path>',
} as const;

export type IconName = keyof typeof STROKES;

/** A drawing beside words that say the same. */
export function icon(name: IconName): Element {
  // The only markup of the page that is read as such: these constants.
  const box = document.createElement('template');
  box.innerHTML = `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" data-icon="${name}">${STROKES[name]}</svg>`;
  return box.content.firstElementChild ?? box;
}
