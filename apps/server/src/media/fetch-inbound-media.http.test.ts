import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MediaDetails, type MediaId } from '@recado/contracts';
import {
  startGraphApiSimulator,
  type GraphApiSimulator,
  type InboundFile,
} from '@recado/graph-api-simulator';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { connectAccount, connectCloudNumber, type CloudNumber } from '../../test/media/cloud-number.ts';
import { sampleFiles, sampleOfSize } from '../../test/media/sample-files.ts';
import { filesIn } from '../../test/media/upload-request.ts';
import type { InboundMedia } from '../channels/index.ts';
import { Database } from '../platform/database/database.ts';
import { MOST_FETCHED_BYTES } from './media-fetch-policy.ts';
import { RecordInboundMedia } from './record-inbound-media.ts';

const PATIENCE_MS = 12_000;
const Item = z.looseObject({
  document: z.object({ id: z.string(), mime_type: z.string(), sha256: z.string() }),
});

const secretKey = randomBytes(32);

let folder: string;
let database: TestDatabase;
let test: TestApp;
let tenant: SeededTenant;
let owner: pg.Client;
let simulator: GraphApiSimulator;
let number: CloudNumber;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recado-fetch-'));
  simulator = await startGraphApiSimulator();
  database = await createTestDatabase();
  test = await openApp();
  tenant = await seedTenant(test);
  owner = new pg.Client({ connectionString: database.connectionString });
  await owner.connect();
  number = await connectCloudNumber(placeOfNumbers(), simulator);
});
afterAll(async () => {
  await owner.end();
  await test.close();
  await database.drop();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});
const placeOfNumbers = () => ({ app: test.app, owner, tenantId: tenant.tenantId });

beforeEach(() => {
  simulator.faults.clear();
});

const openApp = (): Promise<TestApp> =>
  createTestApp({ database, secretKey, settings: { RECADO_DATA_DIR: folder } });

/** A customer sends a document; gives what its webhook says of the file. */
function sendDocument(file: Omit<InboundFile, 'mimeType'>): InboundMedia {
  const customer = simulator.customer(number.phoneNumber.id, '5511988887777');
  const { item } = customer.sendFile('document', { ...file, mimeType: 'application/pdf' });
  const { document } = Item.parse(item);
  return {
    providerMediaId: document.id,
    kind: 'document',
    mimeType: document.mime_type,
    fileName: file.filename,
    sha256: document.sha256,
  };
}

const record = (media: InboundMedia, instanceId = number.instanceId): Promise<MediaId> =>
  test.app
    .get(Database)
    .inTenant(tenant.tenantId, (tx) =>
      test.app.get(RecordInboundMedia, { strict: false }).execute(tenant.tenantId, tx, instanceId, media),
    );

async function details(id: MediaId): Promise<MediaDetails> {
  const headers = tenant.authorization('viewer');
  return MediaDetails.parse((await test.app.inject({ url: `/media/${id}/details`, headers })).json());
}

const settled = (id: MediaId, state: 'stored' | 'failed') =>
  vi.waitFor(async () => expect(await details(id)).toMatchObject({ state }), PATIENCE_MS);

async function attemptOf(id: MediaId): Promise<number | undefined> {
  const { rows } = await owner.query<{ attempt: number }>('select attempt from media where id = $1', [id]);
  return rows[0]?.attempt;
}

describe('a file that came with a message', () => {
  it('is fetched at once, and read as it was sent', async () => {
    const id = await record(sendDocument({ bytes: sampleFiles.pdf, filename: 'recibo.pdf' }));
    await settled(id, 'stored');
    expect(await details(id)).toMatchObject({
      instanceId: number.instanceId,
      kind: 'document',
      fileName: 'recibo.pdf',
      sizeBytes: sampleFiles.pdf.length,
      sha256: createHash('sha256').update(sampleFiles.pdf).digest('hex'),
    });
    const response = await test.app.inject({ url: `/media/${id}`, headers: tenant.authorization('viewer') });
    expect(response.rawPayload.equals(sampleFiles.pdf)).toBe(true);
  });

  it('is fetched although many come together', async () => {
    const files = Array.from({ length: 12 }, (_, at) =>
      sendDocument({ bytes: sampleOfSize('pdf', 2_000 + at) }),
    );
    const ids = await Promise.all(files.map((file) => record(file)));
    await Promise.all(ids.map((id) => settled(id, 'stored')));
  });

  it('is not known when the transaction that brought it is undone', async () => {
    const before = await filesIn(folder);
    const undone = test.app.get(Database).inTenant(tenant.tenantId, async (tx) => {
      const media = sendDocument({ bytes: sampleFiles.pdf });
      await test.app
        .get(RecordInboundMedia, { strict: false })
        .execute(tenant.tenantId, tx, number.instanceId, media);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await filesIn(folder)).toEqual(before);
  });
});

describe('a fetch that does not work', () => {
  it.each(['node', 'media_download'])('is tried again after an outage at %s', async (endpoint) => {
    simulator.faults.add({ match: { endpoint }, fault: { kind: 'status', status: 503 } });
    const id = await record(sendDocument({ bytes: sampleFiles.pdf }));
    await vi.waitFor(async () => {
      const { state, error } = await details(id);
      expect(state).toBe('pending');
      expect(error).not.toBeNull();
    }, PATIENCE_MS);
    await settled(id, 'stored');
    expect(await attemptOf(id)).toBe(2);
    expect((await details(id)).error).toBeNull();
  });

  it('does not keep bytes that are not those announced', async () => {
    const media = sendDocument({ bytes: sampleFiles.pdf });
    const id = await record({ ...media, sha256: createHash('sha256').update('other').digest('base64') });
    await vi.waitFor(async () => {
      expect((await details(id)).error).toContain('not those that were announced');
    }, PATIENCE_MS);
    expect((await details(id)).state).toBe('pending');
    expect(await filesIn(folder)).not.toContain(id);
  });

  it('is given up at last, with the reason; the sweep had found the row by itself', async () => {
    const id = randomUUID();
    await owner.query(
      `insert into media (id, tenant_id, instance_id, kind, mime_type, provider_media_id, state, attempt)
       values ($1, $2, $3, 'image', 'image/jpeg', '404404', 'pending', 9)`,
      [id, tenant.tenantId, number.instanceId],
    );
    const headers = tenant.authorization('viewer');
    await vi.waitFor(async () => {
      const response = await test.app.inject({ url: `/media/${id}/details`, headers });
      const { state, error } = MediaDetails.parse(response.json());
      expect(state).toBe('failed');
      expect(error).not.toBeNull();
    }, PATIENCE_MS);
  });

  it('is given up at once when the file is larger than WhatsApp allows', async () => {
    const meta = createServer((request, response) => {
      const url = `http://${request.headers.host ?? ''}/file`;
      response.end(
        JSON.stringify({ id: '1', url, mime_type: 'video/mp4', file_size: MOST_FETCHED_BYTES + 1 }),
      );
    });
    await new Promise<void>((resolve) => meta.listen(0, '127.0.0.1', resolve));
    const address = meta.address();
    const instanceId = await connectAccount(placeOfNumbers(), {
      apiBaseUrl: `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : undefined)}`,
      businessAccountId: '1',
      phoneNumberId: '2',
      accessToken: 'token',
      appSecret: 'secret',
    });
    const media = { kind: 'video', mimeType: 'video/mp4', fileName: undefined, sha256: undefined } as const;
    const id = await record({ ...media, providerMediaId: '1' }, instanceId);
    await settled(id, 'failed');
    expect(await attemptOf(id)).toBe(1);
    expect((await details(id)).error).toContain('larger than 100 MB');
    expect(await filesIn(folder)).not.toContain(id);
    meta.closeAllConnections();
    await new Promise((resolve) => meta.close(resolve));
  });
});

it('a process that stops hands back what it was fetching, and the next one fetches it', async () => {
  simulator.faults.add({ match: { endpoint: 'media_download' }, fault: { kind: 'hang' } });
  const id = await record(sendDocument({ bytes: sampleFiles.pdf }));
  await vi.waitFor(() => {
    expect(simulator.faults.list()).toEqual([]);
  }, PATIENCE_MS);
  await test.close();
  const { rows } = await owner.query<{ state: string; attempt: number; isDue: boolean }>(
    'select state, attempt, run_at <= now() as "isDue" from media where id = $1',
    [id],
  );
  expect(rows).toEqual([{ state: 'pending', attempt: 0, isDue: true }]);
  test = await openApp();
  await settled(id, 'stored');
});
