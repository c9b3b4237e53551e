import { callHost } from './host';

function write(level: string, values: readonly unknown[]): void {
  callHost('Log', level, [values.map(show).join(' ')]);
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? value.message;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** printf as console and Logger understand it: %s, %d and %j. */
function formatted(values: readonly unknown[]): unknown[] {
  const [first, ...rest] = values;
  if (typeof first !== 'string' || !/%[sdj]/.test(first)) return [...values];
  const text = first.replace(/%[sdj]/g, (mark) => (rest.length === 0 ? mark : show(rest.shift())));
  return [text, ...rest];
}

export const consoleService = {
  log: (...values: unknown[]) => write('log', formatted(values)),
  info: (...values: unknown[]) => write('info', formatted(values)),
  warn: (...values: unknown[]) => write('warn', formatted(values)),
  error: (...values: unknown[]) => write('error', formatted(values)),
  debug: (...values: unknown[]) => write('debug', formatted(values)),
  time: () => undefined,
  timeEnd: () => undefined,
};

const lines: string[] = [];

export const Logger = {
  log(...values: unknown[]) {
    const text = formatted(values).map(show).join(' ');
    lines.push(text);
    write('log', [text]);
    return Logger;
  },
  getLog: () => lines.join('\n'),
  clear: () => void lines.splice(0),
};
