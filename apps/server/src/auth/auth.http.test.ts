import { LoginResponse } from '@recado/contracts';
import { decodeJwt, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ownerQuery,
  SEED_PASSWORD,
  seedApiKey,
  seedTenant,
  type SeededTenant,
} from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { Retention } from '../platform/database/retention.ts';

let test: TestApp;
let tenant: SeededTenant;
beforeAll(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterAll(() => test.close());
beforeEach(async () => {
  tenant = await seedTenant(test);
  await ownerQuery(test.database, 'delete from rate_limits');
});

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  test.app.inject({ method: 'POST', url, payload, headers });
const login = (difference: object = {}) =>
  post('/auth/login', {
    email: tenant.users.developer.email,
    password: SEED_PASSWORD,
    tenantId: tenant.tenantId,
    ...difference,
  });
const signIn = async () => LoginResponse.parse((await login()).json());
const refresh = (token: string) => post('/auth/refresh', { refresh_token: token });
const me = async (accessToken: string) =>
  (await test.app.inject({ url: '/me', headers: { authorization: `Bearer ${accessToken}` } })).statusCode;

describe('POST /auth/login', () => {
  it('answers exactly what the specification says', async () => {
    const response = await login();
    expect(response.statusCode).toBe(200);
    expect(response.headers['cache-control']).toBe('no-store');
    const body = response.json<object>();
    expect(Object.keys(body)).toEqual(['access_token', 'refresh_token', 'user', 'expires_in']);
    expect(body).toMatchObject({
      user: {
        id: tenant.users.developer.id,
        email: 'developer@example.com',
        role: 'developer',
        tenantId: tenant.tenantId,
      },
      expires_in: 3600,
    });
    const { exp = 0, iat = 0 } = decodeJwt(LoginResponse.parse(body).access_token);
    expect(exp - iat).toBe(3600);
  });

  it('takes the slug for the tenant, and an email in any case', async () => {
    expect((await login({ tenantId: tenant.slug, email: 'DEVELOPER@example.com' })).statusCode).toBe(200);
  });

  it('sets last_login and writes an audit row with the address', async () => {
    await login();
    const [user] = await ownerQuery(test.database, 'select last_login from users where id = $1', [
      tenant.users.developer.id,
    ]);
    expect(user?.['last_login']).toBeInstanceOf(Date);
    const [log] = await ownerQuery(test.database, 'select * from audit_logs where tenant_id = $1', [
      tenant.tenantId,
    ]);
    expect(log).toMatchObject({
      action: 'auth.logged_in',
      user_id: tenant.users.developer.id,
      ip_address: '127.0.0.1',
    });
  });

  it.each<[string, () => object | Promise<object>]>([
    ['an unknown tenant', () => ({ tenantId: 'no-such-tenant' })],
    ['an unknown user', () => ({ email: 'nobody@example.com' })],
    ['a wrong password', () => ({ password: 'not the password' })],
    [
      'an inactive user',
      async () => {
        await ownerQuery(test.database, 'update users set is_active = false where tenant_id = $1', [
          tenant.tenantId,
        ]);
        return {};
      },
    ],
    [
      'an inactive tenant',
      async () => {
        await ownerQuery(test.database, 'update tenants set is_active = false where id = $1', [
          tenant.tenantId,
        ]);
        return {};
      },
    ],
  ])('%s answers invalid_credentials and nothing more', async (_, difference) => {
    const response = await login(await difference());
    expect(response.statusCode).toBe(401);
    const { requestId: _requestId, ...problem } = response.json<Record<string, unknown>>();
    expect(problem).toEqual({
      type: '/docs/errors#invalid_credentials',
      title: 'The sign-in was refused',
      status: 401,
      code: 'invalid_credentials',
      hint: 'Check the tenant, the email and the password.',
    });
  });

  it('refuses the 11th wrong password of an account with 429 and Retry-After, the right one too', async () => {
    const wrong = await Promise.all(
      Array.from({ length: 10 }, () => login({ password: 'not the password' })),
    );
    expect(new Set(wrong.map(({ statusCode }) => statusCode))).toEqual(new Set([401]));
    const response = await login();
    expect(response.statusCode).toBe(429);
    expect(response.json()).toMatchObject({ code: 'rate_limited' });
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(800);
    expect((await login({ email: tenant.users.viewer.email })).statusCode).toBe(200);
  });

  it('counts the slug and the id of a tenant as one account', async () => {
    for (let i = 0; i < 5; i++) {
      await login({ password: 'not the password' });
      await login({ password: 'not the password', tenantId: tenant.slug });
    }
    expect((await login()).statusCode).toBe(429);
  });

  it('forgets earlier mistakes after the right password', async () => {
    for (let i = 0; i < 9; i++) await login({ password: 'not the password' });
    expect((await login()).statusCode).toBe(200);
    expect((await login({ password: 'not the password' })).statusCode).toBe(401);
    expect((await login()).statusCode).toBe(200);
  });

  it('refuses an address after 100 failures, whatever the accounts', async () => {
    await ownerQuery(test.database, 'insert into rate_limits values ($1, 100, $2)', [
      'login_address:127.0.0.1',
      Date.now() + 60_000,
    ]);
    const response = await login();
    expect(response.statusCode).toBe(429);
    expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(60);
  });

  it('holds its limits in another process too', async () => {
    for (let i = 0; i < 10; i++) await login({ password: 'not the password' });
    const other = await createTestApp({ settings: { RECADO_ROLE: 'api' }, database: test.database });
    const { email } = tenant.users.developer;
    const response = await other.app.inject({
      method: 'POST',
      url: '/auth/login',
      payload: { email, password: SEED_PASSWORD, tenantId: tenant.slug },
    });
    await other.close();
    expect(response.statusCode).toBe(429);
  });

  it('names each field that is wrong', async () => {
    const response = await post('/auth/login', { email: 'x', password: 'short', extra: 1 });
    expect(response.statusCode).toBe(400);
    const { errors } = response.json<{ errors: { path: string }[] }>();
    expect(errors.map(({ path }) => path)).toEqual(expect.arrayContaining(['email', 'password', 'tenantId']));
  });
});

describe('POST /auth/refresh', () => {
  it('gives a new pair, and the new refresh token works in turn', async () => {
    const first = await signIn();
    const second = LoginResponse.parse((await refresh(first.refresh_token)).json());
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(second.refresh_token)).statusCode).toBe(200);
    expect(await me(second.access_token)).toBe(200);
  });

  it('takes the token in camelCase as well', async () => {
    const { refresh_token: refreshToken } = await signIn();
    expect((await post('/auth/refresh', { refreshToken })).statusCode).toBe(200);
  });

  it('keeps no token in the database, only its hash', async () => {
    const { refresh_token } = await signIn();
    const found = await ownerQuery(
      test.database,
      'select 1 from refresh_tokens where token_hash = sha256($1)',
      [Buffer.from(refresh_token)],
    );
    expect(found).toHaveLength(1);
  });

  it('two tabs that refresh at once both go on', async () => {
    const { refresh_token } = await signIn();
    const answers = await Promise.all([
      refresh(refresh_token),
      refresh(refresh_token),
      refresh(refresh_token),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    const tokens = answers.map((answer) => LoginResponse.parse(answer.json()).refresh_token);
    expect(new Set(tokens).size).toBe(3);
  });

  it('a token used again after 10 s of grace ends the whole session', async () => {
    const first = await signIn();
    const second = LoginResponse.parse((await refresh(first.refresh_token)).json());
    await ownerQuery(
      test.database,
      `update refresh_tokens set rotated_at = rotated_at - interval '11 seconds' where rotated_at is not null`,
    );
    expect((await refresh(first.refresh_token)).json()).toMatchObject({ code: 'invalid_refresh_token' });
    expect((await refresh(second.refresh_token)).statusCode).toBe(401);
    expect(await me(second.access_token)).toBe(401);
  });

  it('an expired token, an unknown one and one of a user who was shut out are refused', async () => {
    const { refresh_token } = await signIn();
    expect((await refresh('unknown')).statusCode).toBe(401);
    await ownerQuery(test.database, 'update users set is_active = false where id = $1', [
      tenant.users.developer.id,
    ]);
    expect((await refresh(refresh_token)).statusCode).toBe(401);
    await ownerQuery(test.database, 'update users set is_active = true where id = $1', [
      tenant.users.developer.id,
    ]);
    await ownerQuery(test.database, 'update refresh_tokens set expires_at = now() where tenant_id = $1', [
      tenant.tenantId,
    ]);
    expect((await refresh(refresh_token)).statusCode).toBe(401);
  });
});

it('refresh tokens are deleted once they have expired, and no others', async () => {
  const { refresh_token } = await signIn();
  await ownerQuery(
    test.database,
    `update refresh_tokens set expires_at = now() - interval '1 second' where tenant_id = $1 and token_hash != sha256($2)`,
    [tenant.tenantId, Buffer.from(refresh_token)],
  );
  await test.app.get(Retention, { strict: false }).runOnce();
  const left = await ownerQuery(test.database, 'select 1 from refresh_tokens where tenant_id = $1', [
    tenant.tenantId,
  ]);
  expect(left).toHaveLength(1);
});

describe('POST /auth/logout', () => {
  it('ends the session of the refresh token: neither token works any more', async () => {
    const session = await signIn();
    const response = await post('/auth/logout', { refresh_token: session.refresh_token });
    expect(response.statusCode).toBe(204);
    expect((await refresh(session.refresh_token)).statusCode).toBe(401);
    expect(await me(session.access_token)).toBe(401);
  });

  it('ends the session of the access token when there is no body, and spares others', async () => {
    const [ended, kept] = [await signIn(), await signIn()];
    const response = await test.app.inject({
      method: 'POST',
      url: '/auth/logout',
      headers: { authorization: `Bearer ${ended.access_token}` },
    });
    expect(response.statusCode).toBe(204);
    expect(await me(ended.access_token)).toBe(401);
    expect(await me(kept.access_token)).toBe(200);
  });

  it.each([
    ['?everywhere=true', {}],
    ['', { everywhere: true }],
  ])('ends every session of the user with %s %j', async (query, flag) => {
    const [first, second] = [await signIn(), await signIn()];
    await post(`/auth/logout${query}`, { refresh_token: first.refresh_token, ...flag });
    expect((await refresh(second.refresh_token)).statusCode).toBe(401);
    expect(await me(second.access_token)).toBe(401);
  });

  it('needs a token of either kind', async () => {
    expect((await post('/auth/logout', {})).statusCode).toBe(401);
    const key = await seedApiKey(test, tenant.tenantId);
    expect((await post('/auth/logout', {}, key.headers)).statusCode).toBe(403);
  });
});

describe('an access token', () => {
  const claims = () => ({
    sub: tenant.users.viewer.id,
    tid: tenant.tenantId,
    sid: tenant.users.viewer.sessionId,
  });

  it('signed with another key is refused', async () => {
    const forged = await new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setIssuer('recado')
      .setAudience('recado-api')
      .setExpirationTime('1h')
      .sign(new Uint8Array(32));
    expect(await me(forged)).toBe(401);
  });

  it('without a signature (alg none) is refused', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const body = { ...claims(), iss: 'recado', aud: 'recado-api', exp: Math.floor(Date.now() / 1000) + 600 };
    expect(await me(`${part({ alg: 'none', typ: 'at+jwt' })}.${part(body)}.`)).toBe(401);
  });
});
