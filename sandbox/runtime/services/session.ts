import type { Method } from './service';

/** Session. */
export const session: Record<string, Method> = {
  getActiveUser: (c) => c.activeUser,
  getEffectiveUser: (c) => c.request.as,
  getActiveUserLocale: (c) => c.world.calendar.ensureUser(c.request.as).locale,
  getTemporaryActiveUserKey: (c) => `key-${Buffer.from(c.activeUser).toString('hex')}`,
};
