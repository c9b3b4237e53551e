import { invalidParameter, required } from '../model/errors';
import type { ApiMethod, ApiParameter } from './methods';

/** Parameters that every method has (discovery document, `parameters`). */
const COMMON_PARAMETERS: ReadonlySet<string> = new Set([
  'alt',
  'fields',
  'key',
  'oauth_token',
  'prettyPrint',
  'quotaUser',
  'userIp',
]);

/** Refuses parameters that a method does not have, and values outside their type, range or enumeration. */
export function checkParameters(method: ApiMethod, params: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === null || COMMON_PARAMETERS.has(name)) continue;
    const parameter = method.parameters.get(name);
    if (parameter === undefined) throw invalidParameter(`Unknown parameter: ${name}`, name);
    const values: unknown[] = Array.isArray(value) ? value : [value];
    if (values.length > 1 && !parameter.repeated) throw invalidParameter(`Repeated parameter: ${name}`, name);
    for (const one of values) checkValue(parameter, String(one));
  }
  for (const { name, required: isNeeded } of method.parameters.values()) {
    const value = params[name];
    if (isNeeded && (value === undefined || value === null || value === '')) {
      throw required(`Required parameter: ${name}`, name);
    }
  }
}

const INT32 = 2_147_483_647;

function checkValue({ name, type, choices, minimum, maximum }: ApiParameter, text: string): void {
  if (type === 'boolean' && text !== 'true' && text !== 'false') {
    throw invalidParameter(`Invalid boolean value: '${text}'.`, name);
  }
  if (choices !== null && !choices.includes(text)) {
    throw invalidParameter(`Invalid string value: '${text}'. Allowed values: [${choices.join(', ')}]`, name);
  }
  if (type !== 'integer') return;
  const least = minimum ?? -INT32 - 1;
  const most = maximum ?? INT32;
  if (!/^-?\d+$/.test(text)) throw invalidParameter(`Invalid integer value: '${text}'.`, name);
  if (Number(text) < least || Number(text) > most) {
    const range = `[${least}, ${most}]`;
    throw invalidParameter(`Invalid value '${text}'. Values must be within the range: ${range}`, name);
  }
}
