import { RequestMethod, type INestApplication } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { PERMISSION, PUBLIC } from './access.ts';

const METHOD = 'method';
const PATH = 'path';

interface Route {
  name: string;
  handler: (...args: unknown[]) => unknown;
  controller: (...args: unknown[]) => unknown;
}

const isFunction = (value: unknown): value is (...args: unknown[]) => unknown => typeof value === 'function';

function routesOf(controller: (...args: unknown[]) => unknown): Route[] {
  const prototype: unknown = controller.prototype;
  if (typeof prototype !== 'object' || prototype === null) return [];
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((method) => {
    const handler: unknown = Reflect.get(prototype, method);
    if (!isFunction(handler)) return [];
    const verb: unknown = Reflect.getMetadata(METHOD, handler);
    if (typeof verb !== 'number') return [];
    const path = [Reflect.getMetadata(PATH, controller), Reflect.getMetadata(PATH, handler)]
      .map(String)
      .join('/');
    return [{ name: `${RequestMethod[verb] ?? ''} ${path}`, handler, controller }];
  });
}

/**
 * Refuses to start when a route has neither a permission nor Public.
 * @throws naming every such route
 */
export function assertEveryRouteHasPermission(app: INestApplication): void {
  const reflector = app.get(Reflector);
  const isCovered = ({ handler, controller }: Route) =>
    [PERMISSION, PUBLIC].some(
      (key) => reflector.getAllAndOverride<unknown>(key, [handler, controller]) !== undefined,
    );
  const controllers = app.get(DiscoveryService, { strict: false }).getControllers();
  const open = controllers
    .flatMap(({ metatype }) => (isFunction(metatype) ? routesOf(metatype) : []))
    .filter((route) => !isCovered(route));
  if (open.length > 0)
    throw new Error(`Routes without a permission: ${open.map((route) => route.name).join(', ')}`);
}
