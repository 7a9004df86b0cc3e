import { afterAll, beforeAll, expect, it } from 'vitest';
import { createConsentScene, type ConsentScene } from '../../test/harness/consent-scene.ts';
import type { MessagingScene } from '../../test/harness/messaging-scene.ts';
import { seedApiKey, seedTenant } from '../../test/harness/seed.ts';

let consent: ConsentScene;
let scene: MessagingScene;
beforeAll(async () => {
  consent = await createConsentScene();
  scene = consent.messaging;
});
afterAll(() => scene.cloud.close());

const url = '/settings/consent';

it('settings have defaults, are replaced with an audit row, and are of one tenant', async () => {
  const tenant = await seedTenant(scene.cloud);
  const headers = tenant.authorization('developer');
  const before = await consent.call('GET', url, undefined, headers);
  expect(before).toMatchObject({ status: 200, body: { isEnabled: true } });
  const own = { optOutKeywords: ['CHEGA'], optInKeywords: ['MAIS'], optOutConfirmation: null };
  expect(await consent.call('PUT', url, own, headers)).toMatchObject({ status: 200, body: own });
  expect(await consent.call('GET', url, undefined, tenant.authorization('viewer'))).toMatchObject({
    body: own,
  });
  expect((await consent.call('GET', url)).body).toEqual(before.body);
  expect(
    await consent.query(
      `select user_id from audit_logs where tenant_id = $1 and action = 'consent_settings.updated'`,
      [tenant.tenantId],
    ),
  ).toEqual([{ user_id: tenant.users.developer.id }]);
});

it.each([
  [{ optOutKeywords: ['!!!'] }],
  [{ optOutKeywords: [''] }],
  [{ optOutKeywords: 'SAIR' }],
  [{ optOutConfirmation: '' }],
  [{ colour: 'red' }],
])('400: %j', async (body) => {
  expect((await consent.call('PUT', url, body)).status).toBe(400);
});

it('403: a viewer, and a key that is limited to instances', async () => {
  const key = await seedApiKey(scene.cloud, scene.cloud.tenant.tenantId, {
    instanceIds: [scene.instanceId],
  });
  expect((await consent.call('PUT', url, {}, scene.cloud.tenant.authorization('viewer'))).status).toBe(403);
  expect((await consent.call('PUT', url, {}, key.headers)).status).toBe(403);
});

it('without a text, nothing is sent; switched off, words change nothing', async () => {
  await consent.call('PUT', url, { optOutConfirmation: null, optInConfirmation: null });
  const { recipient, telephone } = await scene.writingCustomer();
  telephone.sendText('sair');
  await consent.becomes(recipient, 'opted_out');
  expect(await consent.query('select 1 from consent_confirmations')).toEqual([]);
  await consent.call('PUT', url, { isEnabled: false });
  telephone.sendText('voltar');
  await consent.heard(recipient, 1, 'voltar');
  expect(await consent.consentOf(recipient)).toBe('opted_out');
  expect(consent.arrived(telephone)).toEqual([]);
  await consent.call('PUT', url, {});
});
