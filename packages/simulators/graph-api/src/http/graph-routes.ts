import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform.ts';
import { addBusinessAccountRoutes } from './business-account-routes.ts';
import { addGraphHooks } from './graph-server.ts';
import { addMediaRoutes } from './media-routes.ts';
import { addMessageRoutes } from './message-routes.ts';
import { addNodeRoutes } from './node-routes.ts';
import { addPhoneNumberRoutes } from './phone-number-routes.ts';
import { addTemplateRoutes } from './template-routes.ts';

/** Every endpoint of the Cloud API. */
export function addGraphRoutes(app: FastifyInstance, platform: Platform): void {
  addGraphHooks(app, platform);
  addMessageRoutes(app, platform);
  addMediaRoutes(app, platform);
  addTemplateRoutes(app, platform);
  addBusinessAccountRoutes(app, platform);
  addPhoneNumberRoutes(app, platform);
  addNodeRoutes(app, platform);
}
