import { readFields } from './parse';
import { LEAST_TIME } from './public-api';

/**
 * Whether a program has filled in the form: it has filled in the field that people do not see, or taken less time than
 * anybody could. The page itself waits that long before it sends, so that no person is ever refused for it.
 */
export function looksAutomatic(input: unknown): boolean {
  const field = readFields(input);
  const website = field('website');
  const took = field('took');
  const isFilled = website !== undefined && website !== null && website !== '';
  return isFilled || (typeof took === 'number' && took < LEAST_TIME);
}
