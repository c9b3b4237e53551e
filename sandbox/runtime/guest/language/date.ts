import { now } from '../core/host';

/** Date, its "now" being the sandbox's. */
export function sandboxDate(): DateConstructor {
  const Real = Date;
  function SandboxDate(...args: unknown[]): unknown {
    const target: unknown = new.target;
    if (typeof target !== 'function') return new Real(now()).toString();
    return Reflect.construct(Real, args.length === 0 ? [now()] : args, target);
  }
  Object.defineProperties(SandboxDate, {
    name: { value: 'Date' },
    length: { value: 7 },
    prototype: { value: Real.prototype, writable: false },
    now: { value: now, writable: true, configurable: true },
    parse: { value: Real.parse, writable: true, configurable: true },
    UTC: { value: Real.UTC, writable: true, configurable: true },
  });
  Object.defineProperty(Real.prototype, 'constructor', {
    value: SandboxDate,
    writable: true,
    configurable: true,
  });
  // A function with the prototype and the statics of Date is what a script takes for Date.
  return SandboxDate as unknown as DateConstructor;
}

/** Formatting without a date means now, which is the sandbox's too. */
export function patchDateTimeFormat(): void {
  const { prototype } = Intl.DateTimeFormat;
  const own = Object.getOwnPropertyDescriptors<{ format?: unknown }>(prototype);
  const format = own.format?.get;
  const formatToParts = Object.getOwnPropertyDescriptor(prototype, 'formatToParts')?.value as
    ((this: Intl.DateTimeFormat, date?: Date | number) => Intl.DateTimeFormatPart[]) | undefined;
  if (format === undefined || formatToParts === undefined) return;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const bound = Reflect.apply(format, this, []) as (date: Date | number) => string;
      return (date?: Date | number) => bound(date ?? now());
    },
  });
  Object.defineProperty(prototype, 'formatToParts', {
    configurable: true,
    writable: true,
    value(this: Intl.DateTimeFormat, date?: Date | number) {
      return Reflect.apply(formatToParts, this, [date ?? now()]);
    },
  });
}
