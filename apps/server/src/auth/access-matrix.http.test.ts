import { RequestMethod } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Permission, Role, rolePermissions } from '@recado/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { PERMISSION } from '../platform/http/access.ts';

const Method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);
const NOBODYS_ID = '0198f3c0-0000-7000-8000-000000000000';

interface Route {
  method: z.infer<typeof Method>;
  url: string;
  permission: Permission;
}

let test: TestApp;
let tenant: SeededTenant;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  tenant = await seedTenant(test);
});
afterAll(() => test.close());

const text = (key: string, target: object): string =>
  z.string().catch('').parse(Reflect.getMetadata(key, target));

/** Every route of the running application that needs a permission, with an id that nothing has. */
function protectedRoutes(): Route[] {
  const controllers = test.app.get(DiscoveryService, { strict: false }).getControllers();
  return controllers.flatMap(({ metatype }) => {
    if (metatype === null) return [];
    const prototype: object = z.custom<object>().parse(metatype.prototype);
    return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
      const handler: unknown = Reflect.get(prototype, name);
      if (typeof handler !== 'function' || !Reflect.hasMetadata('method', handler)) return [];
      const permission = Permission.safeParse(
        Reflect.getMetadata(PERMISSION, handler) ?? Reflect.getMetadata(PERMISSION, metatype),
      ).data;
      if (permission === undefined) return [];
      const method = Method.parse(RequestMethod[z.int().parse(Reflect.getMetadata('method', handler))]);
      const path = `/${text('path', metatype)}/${text('path', handler)}`
        .replaceAll(/\/+/g, '/')
        .replace(/\/$/, '');
      return [{ method, permission, url: path.replaceAll(/:\w+/g, NOBODYS_ID) }];
    });
  });
}

it('finds the routes', () => {
  const found = protectedRoutes().map(({ method, url }) => `${method} ${url}`);
  expect(found).toEqual(expect.arrayContaining(['GET /me', 'POST /users', `DELETE /api-keys/${NOBODYS_ID}`]));
});

it.each(Role.options)('%s gets 403 exactly where the matrix says so', async (role) => {
  for (const { method, url, permission } of protectedRoutes()) {
    // A stream that is let in would not end; one that is to go on from what is not there is refused at once.
    const headers = { ...tenant.authorization(role), 'last-event-id': NOBODYS_ID };
    const response = await test.app.inject({ method, url, headers });
    const isForbidden = response.statusCode === 403;
    expect([method, url, isForbidden]).toEqual([method, url, !rolePermissions[role].has(permission)]);
    if (isForbidden)
      expect(response.json()).toMatchObject({ detail: `The permission ${permission} is needed` });
  }
});

it('nobody gets in without a credential', async () => {
  for (const { method, url } of protectedRoutes()) {
    const { statusCode, headers } = await test.app.inject({ method, url });
    expect([method, url, statusCode, headers['www-authenticate']]).toEqual([method, url, 401, 'Bearer']);
  }
});
