import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Media, OutboundContent, type InstanceId, type MediaId } from '@recado/contracts';
import { startGraphApiSimulator, type GraphApiSimulator } from '@recado/graph-api-simulator';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import { seedTenant, type SeededTenant } from '../../test/harness/seed.ts';
import { connectCloudNumber, type CloudNumber } from '../../test/media/cloud-number.ts';
import { sampleFiles } from '../../test/media/sample-files.ts';
import { uploadRequest } from '../../test/media/upload-request.ts';
import { ChannelError, Channels, Connections } from '../channels/index.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import { MediaStore } from './media-store.ts';
import { MediaNotReady, PrepareMedia } from './prepare-media.ts';

let folder: string;
let test: TestApp;
let tenant: SeededTenant;
let owner: pg.Client;
let simulator: GraphApiSimulator;
let number: CloudNumber;
let prepareMedia: PrepareMedia;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'recado-prepare-'));
  simulator = await startGraphApiSimulator();
  test = await createTestApp({ settings: { RECADO_ROLE: 'api', RECADO_DATA_DIR: folder } });
  tenant = await seedTenant(test);
  owner = new pg.Client({ connectionString: test.database.connectionString });
  await owner.connect();
  number = await connectCloudNumber(placeOfNumbers(), simulator);
  prepareMedia = test.app.get(PrepareMedia, { strict: false });
});
afterAll(async () => {
  await owner.end();
  await test.close();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});
const placeOfNumbers = () => ({ app: test.app, owner, tenantId: tenant.tenantId });

beforeEach(() => {
  simulator.faults.clear();
});

async function uploaded(): Promise<MediaId> {
  const form = uploadRequest({ bytes: sampleFiles.jpeg, fileName: 'praia.jpg' });
  const headers = { ...form.headers, ...tenant.authorization('developer') };
  const response = await test.app.inject({ method: 'POST', url: '/media', payload: form.payload, headers });
  return Media.parse(response.json()).id;
}

const image = (mediaId: MediaId) => OutboundContent.parse({ type: 'image', content: { mediaId } });

async function prepare(
  content: OutboundContent,
  instanceId: InstanceId = number.instanceId,
  patienceMs?: number,
) {
  const connection = await test.app.get(Connections, { strict: false }).of(tenant.tenantId, instanceId);
  const channel = test.app.get(Channels, { strict: false }).for(connection.channel);
  return prepareMedia.execute(connection, channel, content, patienceMs);
}

async function bytesSent(): Promise<number> {
  const metric = await test.app.get(Metrics).registry.getSingleMetric('recado_media_bytes_total')?.get();
  return metric?.values.find(({ labels }) => labels['direction'] === 'sent')?.value ?? 0;
}

describe('a stored file is brought to WhatsApp', () => {
  it('under its type, so that a message can name it', async () => {
    const id = await uploaded();
    const source = (await prepare(image(id))).get(id);
    expect(source?.kind).toBe('provider');
    const providerId = source?.kind === 'provider' ? source.providerMediaId : '';
    const described = await fetch(`${simulator.url}/v25.0/${providerId}`, {
      headers: { authorization: `Bearer ${number.accessToken}` },
    });
    expect(await described.json()).toMatchObject({
      mime_type: 'image/jpeg',
      file_size: String(sampleFiles.jpeg.length),
    });
  });

  it('once, however many messages name it, at the same time and later', async () => {
    const id = await uploaded();
    const before = await bytesSent();
    const prepared = await Promise.all(Array.from({ length: 5 }, () => prepare(image(id))));
    prepared.push(await prepare(image(id)));
    expect(new Set(prepared.map((media) => JSON.stringify(media.get(id)))).size).toBe(1);
    expect((await bytesSent()) - before).toBe(sampleFiles.jpeg.length);
  });

  it('once for each number, because an id is good for its own alone', async () => {
    const another = await connectCloudNumber(placeOfNumbers(), simulator);
    const id = await uploaded();
    const [first, second] = [await prepare(image(id)), await prepare(image(id), another.instanceId)];
    expect(first.get(id)).not.toEqual(second.get(id));
  });

  it.each([
    ['anew when its id expires within a day', '23 hours', false],
    ['not anew while its id is good for longer', '25 hours', true],
  ])('%s', async (_, left, isSame) => {
    const id = await uploaded();
    const first = await prepare(image(id));
    await owner.query(`update media_provider_ids set expires_at = now() + $2::interval where media_id = $1`, [
      id,
      left,
    ]);
    const second = await prepare(image(id));
    expect(JSON.stringify(second.get(id)) === JSON.stringify(first.get(id))).toBe(isSame);
  });

  it('also for the header of buttons', async () => {
    const id = await uploaded();
    const content = OutboundContent.parse({
      type: 'buttons',
      content: {
        body: 'x',
        buttons: [{ id: '1', title: 'Sim' }],
        header: { type: 'image', image: { mediaId: id } },
      },
    });
    expect((await prepare(content)).has(id)).toBe(true);
  });

  it('but a link is left to WhatsApp', async () => {
    const content = OutboundContent.parse({ type: 'image', content: { link: 'https://example.com/a.jpg' } });
    expect((await prepare(content)).size).toBe(0);
  });
});

describe('when it does not work', () => {
  const order = (fault: Parameters<typeof simulator.faults.add>[0]['fault'], times = 1) =>
    simulator.faults.add({
      match: { endpoint: 'media', phoneNumberId: number.phoneNumber.id },
      times,
      fault,
    });

  it.each([
    ['a limit', { kind: 'rateLimit', retryAfterSeconds: 7 } as const],
    ['a server in trouble', { kind: 'status', status: 503 } as const],
    ['a reset', { kind: 'reset' } as const],
  ])('%s passes: the message waits, and the next try brings it', async (_, fault) => {
    const id = await uploaded();
    order(fault);
    const error: unknown = await prepare(image(id)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MediaNotReady);
    if (error instanceof MediaNotReady) expect(error.retryAfterMs).toBeGreaterThan(0);
    expect((await prepare(image(id))).has(id)).toBe(true);
  });

  it('a file that WhatsApp refuses is refused for good, in its words', async () => {
    const id = await uploaded();
    order({ kind: 'error', code: 131053, details: 'The file is damaged' });
    const error: unknown = await prepare(image(id)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'media_invalid' });
    expect(String(error)).toContain('The file is damaged');
  });

  it('a token that is no longer good concerns the whole instance', async () => {
    const id = await uploaded();
    order({ kind: 'error', code: 190 });
    const error: unknown = await prepare(image(id)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChannelError);
    if (error instanceof ChannelError)
      expect(error.failure).toMatchObject({ kind: 'refused', pausesInstance: true });
  });

  it('a slow upload goes on while the lane does other work, and the next try finds it', async () => {
    const id = await uploaded();
    order({ kind: 'latency', ms: 300 });
    const before = await bytesSent();
    await expect(prepare(image(id), number.instanceId, 1)).rejects.toBeInstanceOf(MediaNotReady);
    await vi.waitFor(async () => expect(await bytesSent()).toBeGreaterThan(before), 10_000);
    expect((await prepare(image(id))).has(id)).toBe(true);
    expect((await bytesSent()) - before).toBe(sampleFiles.jpeg.length);
  });

  it('a file that has gone from the store is refused for good', async () => {
    const id = await uploaded();
    await test.app.get(MediaStore, { strict: false }).remove(id);
    await expect(prepare(image(id))).rejects.toMatchObject({ code: 'media_invalid' });
  });

  it('a file that is still being fetched makes the message wait', async () => {
    const id = await uploaded();
    await owner.query(`update media set state = 'pending' where id = $1`, [id]);
    await expect(prepare(image(id))).rejects.toBeInstanceOf(MediaNotReady);
  });
});
