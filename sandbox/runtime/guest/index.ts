import { absentServices } from './core/absent';
import { advancedServices } from './services/advanced';
import { CardService } from './card-service/index';
import { ConferenceDataService } from './conference-data';
import { consoleService, Logger } from './language/console';
import { ContentService } from './content';
import { patchDateTimeFormat, sandboxDate } from './language/date';
import { connectHost } from './core/host';
import { HtmlService } from './html/index';
import { guarded } from './core/not-emulated';
import { begin, noteBuiltins } from './run';
import { remoteServices } from './services/index';
import { Utilities } from './utilities/index';
import { XmlService } from './xml/index';

/**
 * Fills a fresh context with the services of Apps Script, and answers with the function that runs one of the script's.
 * This is the value of the whole guest script.
 */
export function setUp(host: Parameters<typeof connectHost>[0], boot: string): typeof begin {
  connectHost(host, boot);
  const globals: Record<string, unknown> = {
    ...absentServices(),
    CardService,
    ConferenceDataService,
    HtmlService: guarded('HtmlService', HtmlService),
    ContentService: guarded('ContentService', ContentService),
    Utilities: guarded('Utilities', Utilities),
    XmlService: guarded('XmlService', XmlService),
    Logger: guarded('Logger', Logger),
    console: consoleService,
    ...remoteServices(),
    ...advancedServices(),
    Date: sandboxDate(),
  };
  patchDateTimeFormat();
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
  for (const name of ['SharedArrayBuffer', 'Atomics', 'WebAssembly']) Reflect.deleteProperty(globalThis, name);
  noteBuiltins();
  return begin;
}
