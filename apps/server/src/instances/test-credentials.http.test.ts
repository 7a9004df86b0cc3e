import { CredentialsTest, type TestCredentials } from '@recado/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCloudScene, type CloudScene } from '../../test/harness/cloud-scene.ts';
import { seedTenant } from '../../test/harness/seed.ts';

let scene: CloudScene;
beforeAll(async () => {
  scene = await createCloudScene();
});
afterAll(async () => {
  await scene.close();
});

type Cloud = TestCredentials['cloud'];
const post = (changes: Partial<Cloud> = {}, headers = scene.tenant.authorization('developer')) => {
  const { verifyToken: _, ...cloud } = scene.access(changes);
  return scene.app.inject({
    method: 'POST',
    url: '/instances/test-credentials',
    headers,
    payload: { cloud },
  });
};
const list = async () =>
  (
    await scene.app.inject({
      method: 'GET',
      url: '/instances',
      headers: scene.tenant.authorization('developer'),
    })
  ).json<object>();
const codesOf = ({ checks }: CredentialsTest) =>
  Object.fromEntries(checks.map(({ field, code }) => [field, code]));

const allRight = {
  apiBaseUrl: 'accepted',
  accessToken: 'accepted',
  phoneNumberId: 'accepted',
  businessAccountId: 'accepted',
  appSecret: 'accepted',
};
const hidden = { phoneNumberId: 'not_told', businessAccountId: 'not_told', appSecret: 'not_told' };

test('right credentials are right, and tell whose number it is', async () => {
  const response = await post();
  expect(response.statusCode).toBe(200);
  const result = CredentialsTest.parse(response.json());
  expect(result).toMatchObject({
    ok: true,
    displayName: 'Jaspers Market',
    phoneNumber: '+1 555-078-3881',
  });
  expect(codesOf(result)).toEqual(allRight);
});

test.each<[string, Partial<Cloud>, object]>([
  ['a wrong token', { accessToken: 'EAAGwrong' }, { ...allRight, ...hidden, accessToken: 'not_accepted' }],
  [
    'a number that is not there',
    { phoneNumberId: '999' },
    { ...allRight, phoneNumberId: 'not_found', appSecret: 'not_told' },
  ],
  [
    'an account that is not there',
    { businessAccountId: '999' },
    { ...allRight, businessAccountId: 'not_found' },
  ],
  ['the secret of another app', { appSecret: 'f'.repeat(32) }, { ...allRight, appSecret: 'not_of_the_app' }],
  [
    'a server that is not there',
    { apiBaseUrl: 'http://127.0.0.1:1' },
    { ...hidden, apiBaseUrl: 'not_reached', accessToken: 'not_told' },
  ],
])('%s is told at its field, in words', async (_, changes, codes) => {
  const response = await post(changes);
  const result = CredentialsTest.parse(response.json());
  expect(result.ok).toBe(false);
  expect(codesOf(result)).toEqual(codes);
  for (const { detail } of result.checks) expect(detail.length).toBeGreaterThan(10);
  for (const secret of [scene.account.accessToken, scene.account.appSecret, ...Object.values(changes)])
    if (secret !== '999' && !secret.startsWith('http')) expect(response.body).not.toContain(secret);
});

test('a token that Meta repeats in its error is not given on', async () => {
  const message = `Malformed access token ${scene.account.accessToken}`;
  const body = { error: { code: 190, message } };
  scene.simulator.faults.add({ times: 3, fault: { kind: 'status', status: 400, body } });
  const response = await post();
  expect(response.json<CredentialsTest>().checks).toContainEqual({
    field: 'accessToken',
    ok: false,
    code: 'not_accepted',
    detail: 'Meta does not accept the access token. Meta says: Malformed access token …',
  });
  expect(response.body).not.toContain(scene.account.accessToken);
});

test('a number of another account with the same token is told at the account', async () => {
  const { accessToken, appSecret } = scene.account;
  const other = scene.simulator.addBusinessAccount({ accessToken, appSecret });
  const result = CredentialsTest.parse((await post({ businessAccountId: other.id })).json());
  expect(codesOf(result)).toEqual({ ...allRight, businessAccountId: 'other_account' });
});

test('nothing is stored', async () => {
  const before = await list();
  await post();
  expect(await list()).toEqual(before);
});

test('who may not change instances may not test', async () => {
  expect((await post({}, scene.tenant.authorization('viewer'))).statusCode).toBe(403);
});

test('an address inside the network is not asked', async () => {
  const response = await post({ apiBaseUrl: 'http://10.0.0.1:8025' });
  expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([422, 'address_not_allowed']);
});

test('a field that is wrong is named', async () => {
  const response = await post({ phoneNumberId: 'abc' });
  expect(response.statusCode).toBe(400);
  expect(response.body).toContain('cloud.phoneNumberId');
});

test('a tenant tests 60 times in 10 minutes, then waits', async () => {
  const tenant = await seedTenant(scene);
  const unreachable = { apiBaseUrl: 'http://127.0.0.1:1' };
  const statuses = await Promise.all(
    Array.from(
      { length: 61 },
      async () => (await post(unreachable, tenant.authorization('developer'))).statusCode,
    ),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(60);
  const refused = await post(unreachable, tenant.authorization('developer'));
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['retry-after']).toMatch(/^\d+$/);
});
