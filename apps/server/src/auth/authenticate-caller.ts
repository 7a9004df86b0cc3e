import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';
import { AccessTokens } from './access-tokens.ts';
import { ApiKeyUsage } from './api-key-usage.ts';
import { KnownAccess } from './known-access.ts';
import { API_KEY_PREFIX, secretHash } from './secret-token.ts';

/** What is read of a request. */
type Credentials = Pick<FastifyRequest, 'headers' | 'ip'>;

const BEARER = /^Bearer +(\S+)$/i;

/** Finds out who makes a request, from an access token or an API key in `Authorization: Bearer`. */
@Injectable()
export class AuthenticateCaller {
  constructor(
    private readonly tokens: AccessTokens,
    private readonly known: KnownAccess,
    private readonly usage: ApiKeyUsage,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError unauthenticated or token_expired */
  async execute(request: Credentials): Promise<Caller> {
    const bearer = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (bearer === undefined) throw new AppError('unauthenticated');
    return bearer.startsWith(API_KEY_PREFIX)
      ? this.#ofApiKey(bearer, request)
      : this.#ofToken(bearer, request);
  }

  async #ofToken(token: string, request: Credentials): Promise<Caller> {
    const claims = await this.tokens.verify(token);
    const session = await this.known.session(claims);
    if (session === undefined) throw new AppError('unauthenticated', 'The session has ended');
    return {
      tenantId: claims.tenantId,
      credentialId: claims.userId,
      userId: claims.userId,
      sessionId: claims.sessionId,
      apiKeyId: undefined,
      permissions: session.permissions,
      instanceIds: undefined,
      isPlatformAdmin: session.isPlatformAdmin,
      ipAddress: request.ip,
      userAgent: request.headers['user-agent'],
    };
  }

  async #ofApiKey(key: string, request: Credentials): Promise<Caller> {
    const access = await this.known.apiKey(secretHash(key));
    if (access === undefined) throw new AppError('unauthenticated', 'The API key is not valid');
    if (access.expiresAtMs <= this.clock.now().getTime())
      throw new AppError('unauthenticated', 'The API key has expired');
    this.usage.note(access.tenantId, access.apiKeyId);
    return {
      tenantId: access.tenantId,
      credentialId: access.apiKeyId,
      userId: undefined,
      sessionId: undefined,
      apiKeyId: access.apiKeyId,
      permissions: access.permissions,
      instanceIds: access.instanceIds,
      isPlatformAdmin: false,
      ipAddress: request.ip,
      userAgent: request.headers['user-agent'],
    };
  }
}
