import { boot, callHost } from './host';
import { guarded } from './not-emulated';

/**
 * The advanced services of the manifest, from the method table of the discovery document. Arguments come in the order of
 * Google's generator: the body where there is one, the path parameters, optional parameters, headers.
 */
export function advancedServices(): Record<string, object> {
  const services: Record<string, object> = {};
  for (const [symbol, { serviceId, collections }] of Object.entries(boot.advanced)) {
    const service: Record<string, unknown> = {};
    for (const [collection, methods] of Object.entries(collections)) {
      const made: Record<string, unknown> = {};
      for (const [method, { params, hasBody }] of Object.entries(methods)) {
        made[method === 'delete' ? 'remove' : method] = (...args: unknown[]) => {
          const body = hasBody ? args.shift() : undefined;
          const path = Object.fromEntries(params.map((name) => [name, args.shift()]));
          const [options, headers] = args;
          return callHost(`advanced:${serviceId}`, `${collection}.${method}`, [
            path,
            options ?? {},
            body ?? null,
            headers ?? {},
          ]);
        };
      }
      service[collection] = guarded(`${symbol}.${collection}`, made);
    }
    services[symbol] = new Proxy(service, {
      get(target, member, receiver): unknown {
        // Calendar.newEvent() and its like make an empty resource.
        if (typeof member === 'string' && member.startsWith('new')) return () => ({});
        if (typeof member === 'symbol' || member in target) return Reflect.get(target, member, receiver) as unknown;
        throw new Error(`not emulated: ${symbol}.${member}`);
      },
    });
  }
  return services;
}
