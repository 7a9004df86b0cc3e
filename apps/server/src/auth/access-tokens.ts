import { createHash, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { TenantId, UserId } from '@recado/contracts';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { AppError } from '../platform/http/app-error.ts';

/** How long an access token is good for. */
export const ACCESS_TOKEN_SECONDS = 3600;

const ALGORITHM = 'HS256';
const ISSUER = 'recado';
const AUDIENCE = 'recado-api';
const TYPE = 'at+jwt';
const MOST_REMEMBERED = 10_000;

/** Whom a token stands for. A session is one sign-in: the family of its refresh tokens. */
export interface AccessClaims {
  tenantId: TenantId;
  userId: UserId;
  sessionId: string;
}

interface VerifiedToken {
  claims: AccessClaims;
  expiresAtMs: number;
}

const Payload = z
  .object({ sub: UserId, tid: TenantId, sid: z.uuid(), exp: z.number() })
  .transform(({ sub, tid, sid, exp }): VerifiedToken => ({
    claims: { tenantId: tid, userId: sub, sessionId: sid },
    expiresAtMs: exp * 1000,
  }));

/** Signs and checks access tokens. What was checked once is remembered by its hash until it expires. */
@Injectable()
export class AccessTokens {
  readonly #key: Uint8Array;
  readonly #verified = new LRUCache<string, VerifiedToken>({ max: MOST_REMEMBERED });

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly clock: Clock,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', config.secretKey, '', 'recado access tokens', 32));
  }

  async issue({ tenantId, userId, sessionId }: AccessClaims): Promise<string> {
    const nowSeconds = Math.floor(this.clock.now().getTime() / 1000);
    return new SignJWT({ tid: tenantId, sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setSubject(userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + ACCESS_TOKEN_SECONDS)
      .sign(this.#key);
  }

  /** @throws AppError token_expired, or unauthenticated for whatever else is wrong with it */
  async verify(token: string): Promise<AccessClaims> {
    const fingerprint = createHash('sha256').update(token).digest('base64');
    const known = this.#verified.get(fingerprint);
    const verified = known ?? (await this.#check(token));
    if (verified.expiresAtMs <= this.clock.now().getTime()) throw new AppError('token_expired');
    if (known === undefined) this.#verified.set(fingerprint, verified);
    return verified.claims;
  }

  async #check(token: string): Promise<VerifiedToken> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        currentDate: this.clock.now(),
      });
      return Payload.parse(payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new AppError('token_expired');
      throw new AppError('unauthenticated', 'The access token is not valid');
    }
  }
}
