import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Media, Problem, type MediaId } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { seedApiKey, seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { insertInstance } from '../../test/media/instances.ts';
import { sampleFiles, sampleOfSize } from '../../test/media/sample-files.ts';
import { uploadRequest } from '../../test/media/upload-request.ts';

const bytes = sampleOfSize('pdf', 200_000).map((byte, at) => (at < 1_000 ? byte : at % 251));
const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;

let folder: string;
let test: TestApp;
let tenant: SeededTenant;
let owner: pg.Client;
let id: MediaId;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recado-read-'));
  test = await createTestApp({ settings: { RECADO_ROLE: 'api', RECADO_DATA_DIR: folder } });
  tenant = await seedTenant(test);
  owner = new pg.Client({ connectionString: test.database.connectionString });
  await owner.connect();
  id = await upload(Buffer.from(bytes), 'orçamento.pdf');
});
afterAll(async () => {
  await owner.end();
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

async function upload(file: Buffer, fileName: string, fields = {}): Promise<MediaId> {
  const form = uploadRequest({ bytes: file, fileName }, fields);
  const headers = { ...form.headers, ...tenant.authorization('developer') };
  const response = await test.app.inject({ method: 'POST', url: '/media', payload: form.payload, headers });
  return Media.parse(response.json()).id;
}

const read = (url = `/media/${id}`, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  test.app.inject({ method, url, headers: { ...tenant.authorization('viewer'), ...headers } });

describe('200: the whole file', () => {
  it('comes back as it was uploaded, and can be neither run nor shown as a page', async () => {
    const response = await read();
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload.equals(Buffer.from(bytes))).toBe(true);
    expect(response.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '200000',
      'content-disposition': `attachment; filename="or_amento.pdf"; filename*=UTF-8''or%C3%A7amento.pdf`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=3600, immutable',
      'accept-ranges': 'bytes',
      etag,
    });
  });

  it('HTML that somebody uploaded is plain text', async () => {
    const page = await upload(sampleFiles.html, 'page.html');
    const response = await read(`/media/${page}`);
    expect(response.headers['content-type']).toMatch(/^text\/plain/);
    expect(response.headers['content-disposition']).toMatch(/^attachment/);
  });

  it('HEAD tells the same without the bytes', async () => {
    const response = await read(undefined, {}, 'HEAD');
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'content-length': '200000', etag });
    expect(response.rawPayload).toHaveLength(0);
  });

  it('304: to who has it already', async () => {
    const response = await read(undefined, { 'if-none-match': etag });
    expect(response.statusCode).toBe(304);
    expect(response.rawPayload).toHaveLength(0);
  });
});

describe('206: a part', () => {
  it.each([
    ['the first bytes', 'bytes=0-99', 0, 99],
    ['the middle', 'bytes=100000-149999', 100_000, 149_999],
    ['all from a place on', 'bytes=199000-', 199_000, 199_999],
    ['the last bytes', 'bytes=-500', 199_500, 199_999],
    ['beyond the end up to the end', 'bytes=199990-999999', 199_990, 199_999],
  ])('%s', async (_, range, start, end) => {
    const response = await read(undefined, { range, 'if-range': etag });
    expect(response.statusCode).toBe(206);
    expect(response.headers).toMatchObject({
      'content-range': `bytes ${String(start)}-${String(end)}/200000`,
      'content-length': String(end - start + 1),
    });
    expect(response.rawPayload.equals(Buffer.from(bytes.subarray(start, end + 1)))).toBe(true);
  });

  it.each([
    ['several parts', { range: 'bytes=0-1,5-9' }],
    ['a part of another version', { range: 'bytes=0-1', 'if-range': '"other"' }],
    ['what is no range', { range: 'bytes=x' }],
  ])('200 with all of it for %s', async (_, headers) => {
    const response = await read(undefined, headers);
    expect(response.statusCode).toBe(200);
    expect(response.rawPayload).toHaveLength(200_000);
  });

  it('416: a part that does not exist', async () => {
    const response = await read(undefined, { range: 'bytes=200000-' });
    expect(response.statusCode).toBe(416);
    expect(response.headers['content-range']).toBe('bytes */200000');
    expect(Problem.parse(response.json()).code).toBe('range_not_satisfiable');
  });
});

describe('who may read it', () => {
  it('404: another tenant, for the file and its details', async () => {
    const other = await seedTenant(test);
    for (const url of [`/media/${id}`, `/media/${id}/details`])
      expect((await read(url, other.authorization('admin'))).statusCode).toBe(404);
  });

  it('404: an id of nothing; 400: what is no id', async () => {
    expect((await read(`/media/${randomUUID()}`)).statusCode).toBe(404);
    expect((await read('/media/..%2f..%2fetc%2fpasswd')).statusCode).toBe(400);
  });

  it('404: an API key limited to another number; one limited to its number may', async () => {
    const [mine, another] = [
      await insertInstance(owner, tenant.tenantId),
      await insertInstance(owner, tenant.tenantId),
    ];
    const bound = await upload(sampleFiles.png, 'a.png', { instanceId: mine });
    const [allowed, denied] = [
      await seedApiKey(test, tenant.tenantId, { instanceIds: [mine] }),
      await seedApiKey(test, tenant.tenantId, { instanceIds: [another] }),
    ];
    expect((await read(`/media/${bound}`, allowed.headers)).statusCode).toBe(200);
    expect((await read(`/media/${bound}`, denied.headers)).statusCode).toBe(404);
  });

  it('403: a key without media:read; 401: nobody', async () => {
    const key = await seedApiKey(test, tenant.tenantId, { permissions: ['media:write'] });
    expect((await read(undefined, key.headers)).statusCode).toBe(403);
    expect((await test.app.inject({ url: `/media/${id}` })).statusCode).toBe(401);
  });
});

describe('a file that came in', () => {
  const arrived = async (state: string, errorDetail: string | null = null) => {
    const mediaId = await upload(sampleFiles.opus, 'voz.ogg');
    await owner.query('update media set state = $2, error_detail = $3 where id = $1', [
      mediaId,
      state,
      errorDetail,
    ]);
    return mediaId;
  };

  it('409: while it is still being fetched, with the time to try again', async () => {
    const pending = await arrived('pending');
    const response = await read(`/media/${pending}`);
    expect(response.statusCode).toBe(409);
    expect(response.headers['retry-after']).toBe('2');
    expect((await read(`/media/${pending}/details`)).json()).toMatchObject({
      id: pending,
      state: 'pending',
      kind: 'audio',
    });
  });

  it('404: when it could not be fetched, with the reason', async () => {
    const failed = await arrived('failed', 'Media has expired');
    const response = await read(`/media/${failed}`);
    expect(response.statusCode).toBe(404);
    expect(Problem.parse(response.json()).detail).toContain('Media has expired');
    expect((await read(`/media/${failed}/details`)).json()).toMatchObject({
      state: 'failed',
      error: 'Media has expired',
    });
  });
});
