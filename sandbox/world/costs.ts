/**
 * What service calls take at Google, in milliseconds: `Service.method`, else `Service.*`, else `*`. With a profile in
 * force each call moves the sandbox's clock on by its cost, so that the execution log shows what an execution would
 * take there, and time limits are reached as they would be.
 */
export type CostProfile = Readonly<Record<string, number>>;

/** Orders of magnitude, for comparing one way of doing a thing with another; Google promises none of them. */
const GOOGLE: CostProfile = {
  'PropertiesService.getProperty': 30,
  'PropertiesService.getProperties': 40,
  'PropertiesService.getKeys': 40,
  'PropertiesService.*': 60,
  'CacheService.*': 15,
  'LockService.hasLock': 1,
  'LockService.*': 40,
  'Session.*': 5,
  'ScriptApp.getServiceUrl': 5,
  'ScriptApp.*': 250,
  'Calendar.Events.list': 250,
  'Calendar.Events.get': 150,
  'Calendar.Freebusy.query': 200,
  'Calendar.*': 350,
  'CalendarApp.*': 250,
  'MailApp.*': 500,
  'GmailApp.*': 500,
  'UrlFetchApp.*': 300,
};

/** The profiles by name. */
export const COST_PROFILES: Readonly<Record<string, CostProfile>> = { google: GOOGLE };

/** What a call costs by a profile; nothing without one. */
export function costOf(profile: CostProfile | null, service: string, method: string): number {
  if (profile === null) return 0;
  return profile[`${service}.${method}`] ?? profile[`${service}.*`] ?? profile['*'] ?? 0;
}
