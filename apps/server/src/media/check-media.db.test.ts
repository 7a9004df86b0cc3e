import { randomUUID } from 'node:crypto';
import { MediaId, OutboundContent, type InstanceId, type TenantId } from '@recado/contracts';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedTenantRows } from '../../test/harness/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { insertInstance } from '../../test/media/instances.ts';
import { Database } from '../platform/database/database.ts';
import { createPool } from '../platform/database/pool.ts';
import { APP_ROLE } from '../platform/database/roles.ts';
import { AppError } from '../platform/http/app-error.ts';
import { CheckMedia } from './check-media.ts';
import { MediaQueries } from './media.queries.ts';

let testDatabase: TestDatabase;
let database: Database;
let owner: pg.Client;
let checkMedia: CheckMedia;
let tenantId: TenantId;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { connectionString } = testDatabase;
  const options = { role: APP_ROLE, size: 2, applicationName: 'test', onError: () => undefined };
  database = new Database(createPool({ connectionString, ...options }));
  owner = new pg.Client({ connectionString });
  await owner.connect();
  checkMedia = new CheckMedia(database, new MediaQueries());
  ({ tenantId } = await seedTenantRows(connectionString));
});
afterAll(async () => {
  await database.close();
  await owner.end();
  await testDatabase.drop();
});

interface Row {
  mimeType?: string;
  state?: string;
  instanceId?: InstanceId;
  sizeBytes?: number;
}

async function media({ mimeType = 'image/jpeg', state = 'stored', instanceId, sizeBytes = 1_000 }: Row = {}) {
  const id = MediaId.parse(randomUUID());
  await owner.query(
    `insert into media (id, tenant_id, instance_id, kind, mime_type, state, size_bytes, sha256)
     values ($1, $2, $3, 'image', $4, $5, $6, '\\x00')`,
    [id, tenantId, instanceId ?? null, mimeType, state, sizeBytes],
  );
  return id;
}

const message = (type: string, mediaId: MediaId) => OutboundContent.parse({ type, content: { mediaId } });

async function objections(content: OutboundContent, of = tenantId, instanceIds?: ReadonlySet<InstanceId>) {
  const error: unknown = await checkMedia
    .execute(of, content, instanceIds)
    .catch((reason: unknown) => reason);
  if (error === undefined) return [];
  if (!(error instanceof AppError)) throw new Error('It is not refused but broken', { cause: error });
  expect(error.code).toBe('media_invalid');
  return (error.extras.errors ?? []).map(({ path, message: text }) => `${path}: ${text}`);
}

it('a file that is here may be sent as what WhatsApp takes it for', async () => {
  const id = await media();
  expect(await objections(message('image', id))).toEqual([]);
  expect(await objections(message('document', id))).toEqual([]);
});

it('a file of another type, or too large, is refused with the field', async () => {
  expect(await objections(message('video', await media()))).toEqual([
    expect.stringMatching(/^message\.content\.mediaId: The file is image\/jpeg and cannot be sent as video/),
  ]);
  expect(await objections(message('image', await media({ sizeBytes: 6_000_000 })))).toEqual([
    expect.stringContaining('larger than the 5 MB'),
  ]);
});

it.each([
  ['pending', 'still being fetched'],
  ['failed', 'could not be fetched'],
])('a file that is %s is refused', async (state, reason) => {
  expect(await objections(message('image', await media({ state })))).toEqual([
    expect.stringContaining(reason),
  ]);
});

it('what does not exist, belongs to another tenant or to a number out of scope is not found', async () => {
  const notFound = ['message.content.mediaId: The media was not found'];
  const other = await seedTenantRows(testDatabase.connectionString);
  const [mine, another] = [await insertInstance(owner, tenantId), await insertInstance(owner, tenantId)];
  const bound = await media({ instanceId: mine });
  expect(await objections(message('image', MediaId.parse(randomUUID())))).toEqual(notFound);
  expect(await objections(message('image', await media()), other.tenantId)).toEqual(notFound);
  expect(await objections(message('image', bound), tenantId, new Set([another]))).toEqual(notFound);
  expect(await objections(message('image', bound), tenantId, new Set([mine]))).toEqual([]);
});
