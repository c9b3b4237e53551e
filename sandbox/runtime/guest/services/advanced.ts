import type { AdvancedService } from '../../bridge';
import { exception } from '../core/exception';
import { boot, callHost } from '../core/host';
import { absent, guarded } from '../core/not-emulated';
import { asResource } from './resources';

/** The advanced services of the manifest, from the method table of the discovery document. */
export function advancedServices(): Record<string, object> {
  return Object.fromEntries(
    Object.entries(boot.advanced).map(([symbol, service]) => [
      symbol,
      service === null ? absent(symbol) : advancedService(symbol, service),
    ]),
  );
}

function advancedService(symbol: string, { serviceId, collections }: AdvancedService): object {
  const service = Object.fromEntries(
    Object.entries(collections).map(([collection, methods]) => [
      collection,
      guarded(`${symbol}.${collection}`, collectionOf(serviceId, collection, methods)),
    ]),
  );
  return new Proxy(service, {
    get(target, member, receiver): unknown {
      if (typeof member === 'symbol' || member in target) return Reflect.get(target, member, receiver) as unknown;
      // Calendar.newEvent() and its like make an empty resource.
      return /^new[A-Z]/.test(member) ? () => asResource({}) : undefined;
    },
  });
}

/**
 * Arguments come in the order of Google's generator: the body where there is one, the required parameters, optional
 * parameters, headers (https://developers.google.com/apps-script/guides/services/advanced).
 */
function collectionOf(serviceId: string, collection: string, methods: AdvancedService['collections'][string]) {
  const made: Record<string, (...args: unknown[]) => unknown> = {};
  for (const [method, { params, hasBody }] of Object.entries(methods)) {
    // delete is a word of the language.
    made[method === 'delete' ? 'remove' : method] = (...args) => {
      if (boot.refusesUndefined) refuseUndefined(args, `${collection}.${method}`);
      const body = hasBody ? args.shift() : undefined;
      const path = Object.fromEntries(params.map((name) => [name, args.shift()]));
      const [options, headers] = args;
      const asked = [path, options ?? {}, body ?? null, headers ?? {}];
      return asResource(callHost(`advanced:${serviceId}`, `${collection}.${method}`, asked));
    };
  }
  return made;
}

/**
 * What Google makes of something undefined in a call is not documented. A script that never hands it over is right
 * whatever it is: what is not there is left out.
 */
function refuseUndefined(value: unknown, where: string): void {
  if (value === undefined) throw exception(`Invalid argument: ${where} is undefined`);
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const [name, inner] of Object.entries(value))
    refuseUndefined(inner, isList ? `${where}[${name}]` : `${where}.${name}`);
}
