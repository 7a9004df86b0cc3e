import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.ts';
import { AccessQueries } from './access.queries.ts';
import { AccessTokens } from './access-tokens.ts';
import { ApiKeyUsage } from './api-key-usage.ts';
import { ApiKeyUsageRepository } from './api-key-usage.repository.ts';
import { AuthenticateCaller } from './authenticate-caller.ts';
import { KnownAccess } from './known-access.ts';

@Global()
@Module({
  providers: [
    AccessTokens,
    AccessQueries,
    KnownAccess,
    ApiKeyUsage,
    ApiKeyUsageRepository,
    AuthenticateCaller,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [KnownAccess, AccessTokens],
})
export class AuthModule {}
