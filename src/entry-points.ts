// The names by which Google calls our functions, in one place for the build, which looks each of them up in the script
// it has made.
export { CARD_ACTIONS, UNIVERSAL_ACTIONS } from './cards/actions';
export { LOGIN_FUNCTION } from './platform/login';
export { TRIGGER_FUNCTIONS } from './platform/triggers';
export { PAGE_FUNCTIONS } from './web/page-functions';
