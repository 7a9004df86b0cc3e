import { RequestMethod, type INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PERMISSION, PUBLIC } from './access.ts';

const METHOD = 'method';
const PATH = 'path';

/**
 * Refuses to start when a route has neither a permission nor Public.
 * @throws naming every such route
 */
export function assertEveryRouteHasPermission(app: INestApplication): void {
  const reflector = app.get(Reflector);
  const open: string[] = [];
  for (const { instance, metatype } of app.get(DiscoveryService, { strict: false }).getControllers()) {
    if (typeof instance !== 'object' || instance === null || metatype === null) continue;
    const prototype: object = Object.getPrototypeOf(instance);
    for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
      const handler: unknown = Reflect.get(prototype, name);
      if (typeof handler !== 'function') continue;
      const method: unknown = Reflect.getMetadata(METHOD, handler);
      if (typeof method !== 'number') continue;
      const targets = [handler, metatype] as const;
      const isCovered = [PERMISSION, PUBLIC].some((key) => targets.some((target) => reflector.get<unknown>(key, target) !== undefined));
      if (!isCovered) open.push(`${RequestMethod[method] ?? ''} ${String(Reflect.getMetadata(PATH, metatype))}/${String(Reflect.getMetadata(PATH, handler))}`);
    }
  }
  if (open.length > 0) throw new Error(`Routes without a permission: ${open.join(', ')}`);
}
