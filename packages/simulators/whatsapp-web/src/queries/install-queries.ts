import type { Platform } from '../platform.ts';
import { installAccountQueries } from './account-queries.ts';
import { installConnectionQueries } from './connection-queries.ts';
import { installKeyQueries } from './key-queries.ts';
import { installLimitQueries } from './limit-queries.ts';
import { installUsyncQuery } from './usync-query.ts';

/** Registers answers to everything that a client asks and that is not about messages. */
export function installQueries(platform: Platform): void {
  installConnectionQueries(platform);
  installKeyQueries(platform);
  installUsyncQuery(platform);
  installAccountQueries(platform);
  installLimitQueries(platform);
}
