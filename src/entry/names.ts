// The names by which Google calls our functions, in one place for the build, which looks each of them up in the script
// it has made. Those that the manifest names it reads there.
export { CARD_FUNCTION } from '../platform/card-function';
export { LOGIN_FUNCTION } from '../platform/login';
export { TRIGGER_FUNCTIONS } from '../platform/triggers';
export { PAGE_FUNCTIONS } from '../web/page-functions';
