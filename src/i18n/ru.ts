export { desk, page } from './en';
