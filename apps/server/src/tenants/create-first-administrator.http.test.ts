import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownerQuery } from '../../test/harness/seed.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { CreateFirstAdministrator } from './create-first-administrator.ts';

let test: TestApp;
beforeEach(async () => {
  test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
});
afterEach(() => test.close());

const first = { tenantSlug: 'recado', email: 'Admin@recado.local' };
const execute = (app = test.app, difference: { password?: string } = {}) =>
  app.get(CreateFirstAdministrator, { strict: false }).execute({ ...first, ...difference });
const signIn = (password: string) =>
  test.app.inject({
    method: 'POST',
    url: '/auth/login',
    payload: { email: first.email, password, tenantId: 'recado' },
  });

it('makes the tenant and an administrator who signs in with the generated password', async () => {
  const { created, generatedPassword = '' } = await execute();
  expect(created).toBe(true);
  const response = await signIn(generatedPassword);
  expect(response.json()).toMatchObject({ user: { role: 'admin', email: 'admin@recado.local' } });
});

it('takes the password it is given and does not repeat it', async () => {
  expect(await execute(test.app, { password: 'chosen by hand' })).not.toHaveProperty('generatedPassword');
  expect((await signIn('chosen by hand')).statusCode).toBe(200);
});

it('does nothing the second time, whatever password it is given', async () => {
  const { tenantId, generatedPassword = '' } = await execute();
  expect(await execute(test.app, { password: 'another one' })).toEqual({ created: false, tenantId });
  expect((await signIn(generatedPassword)).statusCode).toBe(200);
});

it('processes that start together make one administrator', async () => {
  const other = await createTestApp({ settings: { RECADO_ROLE: 'api' }, database: test.database });
  const outcomes = await Promise.all([execute(), execute(other.app), execute(), execute(other.app)]);
  await other.close();
  expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
  expect(await ownerQuery(test.database, 'select id from users')).toHaveLength(1);
});

it('lets an operator back in when no administrator is active', async () => {
  await execute();
  await ownerQuery(test.database, 'update users set is_active = false');
  const { created, generatedPassword = '' } = await execute();
  expect(created).toBe(true);
  expect((await signIn(generatedPassword)).statusCode).toBe(200);
});
