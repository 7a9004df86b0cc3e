import {
  createRecado,
  getMessage,
  listInstances,
  signIn,
  uploadMedia,
  downloadMedia,
  createUser,
} from '@recado/sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEED_PASSWORD, seedTenant, type SeededTenant } from './harness/seed.ts';
import { createTestApp, type TestApp } from './harness/test-app.ts';

// A PNG of one pixel.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPgPAAEDAQAIicLsAAAAAElFTkSuQmCC',
  'base64',
);

let testApp: TestApp;
let tenant: SeededTenant;
let baseUrl: string;

beforeAll(async () => {
  testApp = await createTestApp({ settings: { RECADO_ROLE: 'api' }, listen: true });
  tenant = await seedTenant(testApp);
  baseUrl = await testApp.app.getUrl();
});

afterAll(() => testApp.close());

const bearer = (role: 'admin' | 'viewer') => tenant.authorization(role).authorization.replace('Bearer ', '');

it('signs in and lists with the token it got', async () => {
  const email = tenant.users.developer.email;
  const signedIn = await signIn({
    client: createRecado({ baseUrl }),
    body: { email, password: SEED_PASSWORD, tenantId: tenant.slug },
  });
  expect(signedIn.data?.user.role).toBe('developer');
  const recado = createRecado({ baseUrl, token: () => signedIn.data?.access_token ?? '' });
  const { data } = await listInstances({ client: recado, query: { limit: 10, status: 'connected' } });
  expect(data).toEqual({ items: [], nextCursor: null });
});

it('gives an error as a problem with its code', async () => {
  const recado = createRecado({ baseUrl, token: bearer('viewer') });
  const { data, error, response } = await getMessage({
    client: recado,
    path: { id: '0198f3c0-0000-7000-8000-000000000000' },
  });
  expect(data).toBeUndefined();
  expect(response?.status).toBe(404);
  expect(error?.code).toBe('not_found');
});

it('names the fields of a request that is not valid', async () => {
  const recado = createRecado({ baseUrl, token: bearer('admin') });
  const { error } = await createUser({
    client: recado,
    body: { email: 'not an address', password: 'a long password', role: 'viewer' },
  });
  expect(error?.code).toBe('invalid_request');
  expect(error?.errors?.map(({ path }) => path)).toEqual(['email']);
});

it('repeats a request safely with an Idempotency-Key', async () => {
  const recado = createRecado({ baseUrl, token: bearer('admin') });
  const request = {
    client: recado,
    headers: { 'Idempotency-Key': 'sdk-1' },
    body: { email: 'once@example.com', password: 'a long password', role: 'viewer' as const },
  };
  const first = await createUser(request);
  const second = await createUser(request);
  expect(second.data?.id).toBe(first.data?.id);
  expect(second.response?.headers.get('idempotent-replayed')).toBe('true');
});

it('uploads a file and reads it back', async () => {
  const recado = createRecado({ baseUrl, token: bearer('admin') });
  const uploaded = await uploadMedia({
    client: recado,
    body: { kind: 'image', file: new File([PNG], 'dot.png', { type: 'image/png' }) },
  });
  expect(uploaded.data).toMatchObject({ kind: 'image', mimeType: 'image/png', sizeBytes: PNG.length });
  const read = await downloadMedia({
    client: recado,
    path: { id: uploaded.data?.id ?? '' },
    parseAs: 'arrayBuffer',
  });
  expect(Buffer.from(new Uint8Array(await new Blob([read.data ?? '']).arrayBuffer()))).toEqual(PNG);
});
