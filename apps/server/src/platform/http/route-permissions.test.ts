import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { expect, it } from 'vitest';
import { Public, RequirePermission } from './access.ts';
import { assertEveryRouteHasPermission } from './route-permissions.ts';

@Controller('guarded')
class GuardedController {
  @Get()
  @RequirePermission('messages:read')
  list(): string[] {
    return [];
  }

  @Get('open')
  @Public()
  open(): string[] {
    return [];
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get('things')
  list(): string[] {
    return [];
  }
}

@Module({ imports: [DiscoveryModule], controllers: [GuardedController] })
class GuardedModule {}

@Module({ imports: [DiscoveryModule], controllers: [GuardedController, ForgottenController] })
class ForgottenModule {}

const create = (module: typeof GuardedModule) => NestFactory.create(module, new FastifyAdapter());

it('an app whose every route names a permission or is public may start', async () => {
  const app = await create(GuardedModule);
  expect(() => {
    assertEveryRouteHasPermission(app);
  }).not.toThrow();
  await app.close();
});

it('a route without a permission stops the start, by its name', async () => {
  const app = await create(ForgottenModule);
  expect(() => {
    assertEveryRouteHasPermission(app);
  }).toThrow('Routes without a permission: GET forgotten/things');
  await app.close();
});
