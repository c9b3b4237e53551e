/** Functions that our pages call by google.script.run; each is a top-level function of the bundle. */
export const PAGE_FUNCTIONS = ['readOpenTimes', 'sendRequest', 'changeByLink', 'answerByLink'] as const;

export type PageFunction = (typeof PAGE_FUNCTIONS)[number];
