import type { Method, Parameter } from './builder';

// The methods that classes of builders are made of.

/** A setter: keeps what it is given. */
export function put(field: string, parameter: Parameter): Method {
  return {
    parameters: [parameter],
    run: (kept, [value]) => {
      kept[field] = value;
    },
  };
}

/** A setter of one of a union's fields: the last one set wins, as in the schema's messages. */
export function putOne(field: string, union: readonly string[], parameter: Parameter): Method {
  return {
    parameters: [parameter],
    run: (kept, [value]) => {
      for (const other of union) kept[other] = undefined;
      kept[field] = value;
    },
  };
}

/** A method that adds to a list; `change` makes the list's item of what it is given. */
export function add(
  field: string,
  parameters: readonly Parameter[],
  change: (values: readonly unknown[]) => unknown = ([value]) => value,
): Method {
  return {
    parameters,
    run: (kept, values) => {
      kept[field] = [...listOf(kept[field]), change(values)];
    },
  };
}

/** A method that adds a list to a list. */
export function addAll(field: string, parameter: Parameter): Method {
  return {
    parameters: [parameter],
    run: (kept, [values]) => {
      kept[field] = [...listOf(kept[field]), ...listOf(values)];
    },
  };
}

/** A list; anything else is an empty one. */
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
