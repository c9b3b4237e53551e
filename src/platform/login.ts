import type { PersonalStore, WayBack } from '../rooms/zoom/zoom-login';
import { insistently } from './properties';

/** The function that Google runs when a person returns from a log-in elsewhere, with a state token. */
export const LOGIN_FUNCTION = 'finishLogin';

export type LoginFunction = typeof LOGIN_FUNCTION;

/**
 * The way back from a log-in at a provider: `/usercallback` of this script, which runs a function as the person for
 * whom the state token was made, and refuses a token that it did not issue
 * [apps-script/reference/script/state-token-builder].
 */
export function wayBack(webApp: () => string, secret: () => string, seconds: number): WayBack {
  return {
    // The callback is next to the web app, in the sandbox too.
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
