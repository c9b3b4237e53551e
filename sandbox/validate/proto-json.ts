// Holds JSON against protocol buffer messages by the rules of their JSON form (protobuf.dev/programming-guides/json),
// strictly: an unknown field is an error.

/** A namespace, message or enumeration, as protobufjs writes descriptors. */
export interface Descriptor {
  readonly fields?: Readonly<Record<string, FieldDescriptor>>;
  readonly oneofs?: Readonly<Record<string, { readonly oneof: readonly string[] }>>;
  readonly values?: Readonly<Record<string, number>>;
  readonly nested?: Readonly<Record<string, Descriptor>>;
}

interface FieldDescriptor {
  readonly type: string;
  readonly rule?: string;
}

type Check = (value: unknown) => boolean;

const isWhole = (value: unknown, bits: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);

/** What JSON has for each scalar type; a 64-bit number is a text of digits, or a number that is exact. */
const SCALARS: Readonly<Record<string, Check>> = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  int32: (value) => isWhole(value, 32),
  int64: (value) => (typeof value === 'string' ? /^-?\d{1,19}$/.test(value) : Number.isSafeInteger(value)),
  float: isNumber,
  double: isNumber,
  'google.protobuf.FloatValue': isNumber,
};

/** What is wrong with a message's JSON, each with its place; nothing when it is right. */
export function messageErrors(root: Descriptor, message: string, json: unknown): string[] {
  const scope = message.split('.');
  const found = descend(root, scope);
  if (found?.fields === undefined) throw new Error(`${message} is no message`);
  return walk({ root, scope, descriptor: found }, json, '');
}

interface Place {
  readonly root: Descriptor;
  /** The full name, in parts: names of types are looked up from the inside out. */
  readonly scope: readonly string[];
  readonly descriptor: Descriptor;
}

function walk(place: Place, json: unknown, path: string): string[] {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return [`${path || '(all)'}: no object`];
  const { fields = {}, oneofs = {} } = place.descriptor;
  const set = Object.entries(json).filter(([, value]) => value !== undefined);
  const errors = set.flatMap(([name, value]: [string, unknown]) => {
    const field = Object.prototype.hasOwnProperty.call(fields, name) ? fields[name] : undefined;
    const at = path === '' ? name : `${path}.${name}`;
    return field === undefined ? [`${at}: unknown field`] : fieldErrors(place, field, value, at);
  });
  for (const { oneof } of Object.values(oneofs)) {
    const both = oneof.filter((name) => set.some(([given]) => given === name));
    if (both.length > 1) errors.push(`${path || '(all)'}: only one of ${both.join(', ')}`);
  }
  return errors;
}

function fieldErrors(place: Place, field: FieldDescriptor, value: unknown, at: string): string[] {
  if (field.rule !== 'repeated') return valueErrors(place, field.type, value, at);
  if (!Array.isArray(value)) return [`${at}: no array`];
  return value.flatMap((item: unknown, i) => valueErrors(place, field.type, item, `${at}[${i}]`));
}

function valueErrors(place: Place, type: string, value: unknown, at: string): string[] {
  const isScalar = SCALARS[type];
  if (isScalar !== undefined) return isScalar(value) ? [] : [`${at}: no ${type}`];
  const inner = lookUp(place, type);
  if (inner.descriptor.values === undefined) return walk(inner, value, at);
  const names = Object.keys(inner.descriptor.values);
  return names.some((name) => name === value) ? [] : [`${at}: none of ${names.join(', ')}`];
}

/** A type by its name, from the inside out as the language has it. */
function lookUp({ root, scope }: Place, type: string): Place {
  const parts = type.split('.');
  for (let depth = scope.length; depth >= 0; depth--) {
    const full = [...scope.slice(0, depth), ...parts];
    const descriptor = descend(root, full);
    if (descriptor !== undefined) return { root, scope: full, descriptor };
  }
  throw new Error(`no type ${type} in ${scope.join('.')}`);
}

function descend(root: Descriptor, names: readonly string[]): Descriptor | undefined {
  return names.reduce<Descriptor | undefined>((at, name) => at?.nested?.[name], root);
}
