import type { PersonalStore, WayBack } from '../rooms/zoom/zoom-login';
import { insistently } from './properties';

/** The function that Google runs when somebody comes back from a log-in elsewhere, with a state token. */
export const LOGIN_FUNCTION = 'finishLogin';

export type LoginFunction = typeof LOGIN_FUNCTION;

/**
 * The way back from somebody else's log-in: `/usercallback` of this script, which runs a function as whoever made the
 * state token, and refuses a token that it did not give [apps-script/reference/script/state-token-builder].
 */
export function wayBack(webApp: () => string, secret: () => string, seconds: number): WayBack {
  return {
    // Where the web app is, there is the callback: also in the stand-in for Google.
    address: () => {
      const host = /^https?:\/\/[^/]+/.exec(webApp())?.[0] ?? 'https://script.google.com';
      return `${host}/macros/d/${ScriptApp.getScriptId()}/usercallback`;
    },
    state: (login) =>
      ScriptApp.newStateToken()
        .withMethod(LOGIN_FUNCTION)
        .withArgument('login', login)
        .withTimeout(seconds)
        .createToken(),
    secret,
  };
}

/** Properties of the account at work: nobody else's execution can read them. */
export const personalStore: PersonalStore = {
  read: (key) => insistently(() => PropertiesService.getUserProperties().getProperty(key)),
  write: (key, value) => void insistently(() => PropertiesService.getUserProperties().setProperty(key, value)),
  remove: (key) => void insistently(() => PropertiesService.getUserProperties().deleteProperty(key)),
};
