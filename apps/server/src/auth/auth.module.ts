import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard.ts';
import { AccessQueries } from './access.queries.ts';
import { AccessTokens } from './access-tokens.ts';
import { ApiKeyUsage } from './api-key-usage.ts';
import { ApiKeyUsageRepository } from './api-key-usage.repository.ts';
import { AuthController } from './auth.controller.ts';
import { AuthenticateCaller } from './authenticate-caller.ts';
import { KnownAccess } from './known-access.ts';
import { LogIn } from './log-in.ts';
import { LogOut } from './log-out.ts';
import { LoginLimits } from './login-limits.ts';
import { Passwords } from './passwords.ts';
import { RefreshSession } from './refresh-session.ts';
import { Sessions } from './sessions.ts';
import { SessionsRepository } from './sessions.repository.ts';
import { SignInRepository } from './sign-in.repository.ts';

@Global()
@Module({
  controllers: [AuthController],
  providers: [
    AccessQueries,
    AccessTokens,
    ApiKeyUsage,
    ApiKeyUsageRepository,
    AuthenticateCaller,
    KnownAccess,
    LogIn,
    LogOut,
    LoginLimits,
    Passwords,
    RefreshSession,
    Sessions,
    SessionsRepository,
    SignInRepository,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccessTokens, AuthenticateCaller, KnownAccess, LoginLimits, Passwords, Sessions],
})
export class AuthModule {}
