import { absent } from './not-emulated';

/** Services of Apps Script that are not here: naming one is fine, using one says so. */
export const ABSENT: readonly string[] = [
  'Browser',
  'Charts',
  'ContactsApp',
  'DataStudioApp',
  'DocumentApp',
  'DriveApp',
  'FormApp',
  'GroupsApp',
  'Jdbc',
  'LanguageApp',
  'LinearOptimizationService',
  'Maps',
  'ScriptProperties',
  'SitesApp',
  'SlidesApp',
  'SpreadsheetApp',
  'UserProperties',
];

/** One object for each that throws when it is used. */
export function absentServices(): Record<string, object> {
  return Object.fromEntries(ABSENT.map((name) => [name, absent(name)]));
}
