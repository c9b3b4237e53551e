import { callHost, now } from '../core/host';

type Level = 'log' | 'info' | 'warn' | 'error' | 'debug';

function write(level: Level, text: string): void {
  callHost('Log', level, [text]);
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? value.message;
  if (typeof value !== 'object' || value === null) return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // A ring, or a service's object: its own words are what there is.
    return String(value);
  }
}

/** printf as console and Logger understand it: %s, %d, %i, %f, %o and %j. */
function formatted(values: readonly unknown[]): string {
  const [first, ...rest] = values;
  if (typeof first !== 'string' || !/%[sdifjoO]/.test(first)) return values.map(show).join(' ');
  const text = first.replace(/%([sdifjoO%])/g, (mark, kind: string) => {
    if (kind === '%') return '%';
    if (rest.length === 0) return mark;
    const value = rest.shift();
    if (kind === 'd' || kind === 'i') return String(Math.trunc(Number(value)));
    return kind === 'f' ? String(Number(value)) : show(value);
  });
  return [text, ...rest.map(show)].join(' ');
}

const writer =
  (level: Level) =>
  (...values: unknown[]) =>
    write(level, formatted(values));

const timers = new Map<string, number>();

export const consoleService = {
  log: writer('log'),
  info: writer('info'),
  warn: writer('warn'),
  error: writer('error'),
  debug: writer('debug'),
  time: (label = 'default') => void timers.set(label, now()),
  timeEnd: (label = 'default') => {
    const began = timers.get(label);
    timers.delete(label);
    if (began !== undefined) write('debug', `${label}: ${now() - began}ms`);
  },
};

const lines: string[] = [];

export const Logger = {
  log(...values: unknown[]) {
    const text = formatted(values);
    lines.push(text);
    write('info', text);
    return Logger;
  },
  getLog: () => lines.map((line) => `${line}\n`).join(''),
  clear: () => void lines.splice(0),
};
