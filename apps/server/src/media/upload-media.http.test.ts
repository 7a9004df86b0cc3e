import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InstanceId, Media, mediaRules, Problem, type MediaKind } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { insertInstance } from '../../test/media/instances.ts';
import { sampleFiles, sampleOfSize, type SampleFile } from '../../test/media/sample-files.ts';
import { filesIn, uploadRequest, type UploadRequest } from '../../test/media/upload-request.ts';

const PATIENCE_MS = 10_000;

let folder: string;
let test: TestApp;
let tenant: SeededTenant;
let other: SeededTenant;
let owner: pg.Client;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recado-upload-'));
  test = await createTestApp({ listen: true, settings: { RECADO_ROLE: 'api', RECADO_DATA_DIR: folder } });
  [tenant, other] = [await seedTenant(test), await seedTenant(test)];
  owner = new pg.Client({ connectionString: test.database.connectionString });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await test.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await owner.query('delete from media');
  await rm(path.join(folder, 'media'), { recursive: true, force: true });
});

const upload = (form: UploadRequest, headers: Record<string, string> = tenant.authorization('developer')) =>
  test.app.inject({
    method: 'POST',
    url: '/media',
    payload: form.payload,
    headers: { ...form.headers, ...headers },
  });

async function expectNothingKept(): Promise<void> {
  expect(await filesIn(folder)).toEqual([]);
  const { rows } = await owner.query<{ id: string }>('select id from media');
  expect(rows).toEqual([]);
}

describe('201: a file of every kind is kept, under the type its bytes show', () => {
  it.each<[SampleFile, string, string, MediaKind, string]>([
    ['jpeg', 'praia.jpg', 'text/html', 'image', 'image/jpeg'],
    ['mp4', 'festa.mp4', 'image/png', 'video', 'video/mp4'],
    ['opus', 'voz.ogg', 'audio/ogg', 'audio', 'audio/ogg'],
    ['staticWebp', 'oi.webp', 'image/webp', 'sticker', 'image/webp'],
    ['pdf', 'orçamento.pdf', 'application/pdf', 'document', 'application/pdf'],
    ['csv', 'precos.csv', 'text/csv', 'document', 'text/plain'],
  ])('%s', async (sample, fileName, contentType, kind, mimeType) => {
    const bytes = sampleFiles[sample];
    const response = await upload(uploadRequest({ bytes, fileName, contentType }));
    expect(response.statusCode).toBe(201);
    const media = Media.parse(response.json());
    expect(media).toMatchObject({
      kind,
      mimeType,
      fileName,
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(await filesIn(folder)).toEqual([media.id]);
  });

  it('at the largest size of its kind', async () => {
    const bytes = sampleOfSize('jpeg', mediaRules.image.mostBytes);
    expect((await upload(uploadRequest({ bytes }))).statusCode).toBe(201);
  });

  it('as the kind that the form asks for, for one number, and with an audit row', async () => {
    const instanceId = await insertInstance(owner, tenant.tenantId);
    const response = await upload(
      uploadRequest({ bytes: sampleFiles.png }, { instanceId, kind: 'document' }),
    );
    expect(response.json()).toMatchObject({ kind: 'document', mimeType: 'image/png' });
    const { id } = response.json<{ id: string }>();
    const { rows } = await owner.query<Record<string, unknown>>(
      'select action, resource_id, user_id from audit_logs where resource_id = $1',
      [id],
    );
    expect(rows).toEqual([{ action: 'media.created', resource_id: id, user_id: tenant.users.developer.id }]);
    const stored = await owner.query('select instance_id, tenant_id from media where id = $1', [id]);
    expect(stored.rows).toEqual([{ instance_id: instanceId, tenant_id: tenant.tenantId }]);
  });
});

describe('what is refused leaves nothing', () => {
  it('422: a file whose bytes are not what it is called, with what WhatsApp takes', async () => {
    const form = uploadRequest({
      bytes: sampleFiles.program,
      fileName: 'foto.jpg',
      contentType: 'image/jpeg',
    });
    const response = await upload(form);
    expect(response.statusCode).toBe(422);
    const problem = Problem.parse(response.json());
    expect(problem).toMatchObject({ code: 'media_invalid', errors: [{ path: 'file' }] });
    expect(problem.detail).toContain('image/jpeg, image/png up to 5 MB');
    await expectNothingKept();
  });

  it('422: a file that is not of the kind asked for', async () => {
    const response = await upload(uploadRequest({ bytes: sampleFiles.pdf }, { kind: 'image' }));
    expect(response.json()).toMatchObject({ code: 'media_invalid' });
    await expectNothingKept();
  });

  it('422: an empty file', async () => {
    expect((await upload(uploadRequest({ bytes: Buffer.alloc(0) }))).statusCode).toBe(422);
    await expectNothingKept();
  });

  it.each<[SampleFile, number, string]>([
    ['jpeg', mediaRules.image.mostBytes + 1, '5 MB'],
    ['opus', mediaRules.audio.mostBytes + 1, '16 MB'],
    ['staticWebp', 100 * 1024 + 1, '100 KB'],
    ['animatedWebp', 500 * 1024 + 1, '500 KB'],
  ])('413: %s of %i bytes, while it still arrives', async (sample, sizeBytes, limit) => {
    const response = await upload(uploadRequest({ bytes: sampleOfSize(sample, sizeBytes) }));
    expect(response.statusCode).toBe(413);
    expect(Problem.parse(response.json())).toMatchObject({ code: 'payload_too_large' });
    expect(Problem.parse(response.json()).detail).toContain(limit);
    await expectNothingKept();
  });

  it('400: a field after the file', async () => {
    const response = await upload(uploadRequest({ bytes: sampleFiles.jpeg }, {}, { kind: 'image' }));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ path: 'kind' }] });
    await expectNothingKept();
  });

  it.each([
    ['an unknown field', { colour: 'red' }],
    ['an unknown kind', { kind: 'hologram' }],
    ['an instance that is no id', { instanceId: '7' }],
  ])('400: %s', async (_, fields) => {
    const response = await upload(uploadRequest({ bytes: sampleFiles.jpeg }, fields));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_request' });
    await expectNothingKept();
  });

  it('400: a form without a file', async () => {
    const payload = '--x\r\ncontent-disposition: form-data; name="kind"\r\n\r\nimage\r\n--x--\r\n';
    const headers = {
      ...tenant.authorization('developer'),
      'content-type': 'multipart/form-data; boundary=x',
    };
    const response = await test.app.inject({ method: 'POST', url: '/media', payload, headers });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ path: 'file' }] });
  });

  it('415: a body that is no form', async () => {
    const headers = tenant.authorization('developer');
    const response = await test.app.inject({
      method: 'POST',
      url: '/media',
      payload: { file: 'x' },
      headers,
    });
    expect(response.statusCode).toBe(415);
  });

  it('404: the instance of another tenant', async () => {
    const instanceId = await insertInstance(owner, other.tenantId);
    const response = await upload(uploadRequest({ bytes: sampleFiles.jpeg }, { instanceId }));
    expect(response.statusCode).toBe(404);
    await expectNothingKept();
  });

  it('404: an instance out of the scope of the API key', async () => {
    const [mine, another] = [
      await insertInstance(owner, tenant.tenantId),
      await insertInstance(owner, tenant.tenantId),
    ];
    const key = await seedApiKey(test, tenant.tenantId, { instanceIds: [InstanceId.parse(another)] });
    const form = uploadRequest({ bytes: sampleFiles.jpeg }, { instanceId: mine });
    expect((await upload(form, key.headers)).statusCode).toBe(404);
  });

  it('403: a viewer; 401: nobody', async () => {
    const form = uploadRequest({ bytes: sampleFiles.jpeg });
    expect((await upload(form, tenant.authorization('viewer'))).statusCode).toBe(403);
    expect((await upload(form, {})).statusCode).toBe(401);
    await expectNothingKept();
  });
});

describe('on a real connection', () => {
  const open = (form: UploadRequest) => {
    const request = httpRequest(`${listening()}/media`, {
      method: 'POST',
      headers: {
        ...form.headers,
        ...tenant.authorization('developer'),
        'content-length': form.payload.length,
      },
    });
    return request;
  };
  const listening = (): string => {
    const address = test.app.getHttpServer().address();
    if (address === null || typeof address === 'string') throw new Error('The app does not listen');
    return `http://127.0.0.1:${String(address.port)}`;
  };

  it('an upload that is cut off leaves nothing', async () => {
    const form = uploadRequest({ bytes: sampleOfSize('pdf', 1_000_000) });
    const request = open(form);
    request.on('error', () => undefined);
    request.write(form.payload.subarray(0, 500_000));
    await vi.waitFor(async () => {
      expect(await filesIn(folder)).toHaveLength(1);
    }, PATIENCE_MS);
    request.destroy();
    await vi.waitFor(expectNothingKept, PATIENCE_MS);
  });

  it('a client that sends all before it reads gets the refusal', async () => {
    const form = uploadRequest({ bytes: sampleOfSize('jpeg', 8 * 1024 * 1024) });
    const response = await fetch(`${listening()}/media`, {
      method: 'POST',
      headers: { ...form.headers, ...tenant.authorization('developer') },
      body: new Uint8Array(form.payload),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: 'payload_too_large' });
    await expectNothingKept();
  });
});

describe('Idempotency-Key', () => {
  const withKey = (key: string) => ({ ...tenant.authorization('developer'), 'idempotency-key': key });
  const form = (bytes: Buffer = sampleFiles.jpeg, fields = {}) =>
    uploadRequest({ bytes, fileName: 'a.jpg' }, fields);

  it('the same key and file give the first answer again, and one file', async () => {
    const first = await upload(form(), withKey('k1'));
    const second = await upload(form(), withKey('k1'));
    expect(second.statusCode).toBe(201);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(second.json()).toEqual(first.json());
    expect(await filesIn(folder)).toEqual([first.json<{ id: string }>().id]);
  });

  it.each([
    ['other bytes', form(sampleFiles.png)],
    ['another kind', form(sampleFiles.jpeg, { kind: 'document' })],
  ])('422: the same key with %s', async (_, second) => {
    const key = `k-${String(second.payload.length)}`;
    expect((await upload(form(), withKey(key))).statusCode).toBe(201);
    const response = await upload(second, withKey(key));
    expect(response.json()).toMatchObject({ code: 'idempotency_mismatch' });
    expect(await filesIn(folder)).toHaveLength(1);
  });

  it('of uploads with one key at the same time one file is kept', async () => {
    const responses = await Promise.all(Array.from({ length: 4 }, () => upload(form(), withKey('k2'))));
    for (const response of responses) expect([201, 409]).toContain(response.statusCode);
    expect(await filesIn(folder)).toHaveLength(1);
  });
});
