import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ManualClock } from '../clock.ts';
import { CUSTOMER, type Scene, startScene } from '../testing/scene.ts';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
const describedSchema = z.object({
  id: z.string(),
  url: z.url(),
  mime_type: z.string(),
  sha256: z.string(),
  file_size: z.string(),
  messaging_product: z.string(),
});
const idSchema = z.object({ id: z.string() });

async function upload({ simulator, account, number }: Scene, bytes: Buffer, type: string) {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', type);
  form.set('file', new Blob([new Uint8Array(bytes)], { type }), 'file');
  const response = await fetch(`${simulator.url}/v25.0/${number.id}/media`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${account.accessToken}` },
  });
  return { status: response.status, body: z.record(z.string(), z.unknown()).parse(await response.json()) };
}

async function uploadPng(scene: Scene): Promise<string> {
  return idSchema.parse((await upload(scene, PNG, 'image/png')).body).id;
}

test('an uploaded file is described, fetched with the token, sent, and deleted', async () => {
  const scene = await startScene();
  const { account, call, send, refusal } = scene;
  const id = await uploadPng(scene);
  const described = describedSchema.parse((await call('GET', id)).body);
  expect(described).toMatchObject({
    id,
    mime_type: 'image/png',
    file_size: '8',
    sha256: createHash('sha256').update(PNG).digest('hex'),
  });

  const fetched = await fetch(described.url, { headers: { authorization: `Bearer ${account.accessToken}` } });
  expect([
    fetched.status,
    fetched.headers.get('content-type'),
    Buffer.from(await fetched.arrayBuffer()),
  ]).toEqual([200, 'image/png', PNG]);
  expect((await fetch(described.url)).status).toBe(401);

  await send({ type: 'image', image: { id } });
  expect(scene.simulator.media(id)?.bytes).toEqual(PNG);
  expect((await call('DELETE', id)).body).toEqual({ success: true });
  expect((await refusal({ type: 'image', image: { id } })).error.message).toBe(
    "(#100) Param image['id'] is not a valid whatsapp business account media attachment ID",
  );
});

test('the address of a file is good for five minutes, the file for thirty days', async () => {
  const clock = new ManualClock();
  const scene = await startScene({ clock });
  const { account, call } = scene;
  const id = await uploadPng(scene);
  const { url } = describedSchema.parse((await call('GET', id)).body);
  const get = async (address: string) =>
    (await fetch(address, { headers: { authorization: `Bearer ${account.accessToken}` } })).status;
  clock.advance(5 * 60_000 - 1);
  expect(await get(url)).toBe(200);
  clock.advance(1);
  expect(await get(url)).toBe(404);
  expect(await get(describedSchema.parse((await call('GET', id)).body).url)).toBe(200);
  clock.advance(30 * 86_400_000);
  expect((await call('GET', id)).status).toBe(404);
});

test.each([
  ['a type nobody may send', 131053, Buffer.from('<p>'), 'text/html'],
  ['an image over 5 MB', 131053, Buffer.alloc(5 * 1024 * 1024 + 1), 'image/jpeg'],
  ['a sticker over 500 KB', 131053, Buffer.alloc(500 * 1024 + 1), 'image/webp'],
  ['nothing in it', 131053, Buffer.alloc(0), 'image/png'],
])('an upload with %s is refused with %i', async (_name, code, bytes, type) => {
  expect(await upload(await startScene(), bytes, type)).toMatchObject({
    status: 400,
    body: { error: { code } },
  });
});

test('a file of another kind than the message is accepted and fails with 131053', async () => {
  const scene = await startScene();
  const wamid = await scene.send({ type: 'audio', audio: { id: await uploadPng(scene) } });
  await scene.simulator.idle();
  expect(scene.receiver.statuses()).toMatchObject([
    { id: wamid, status: 'failed', errors: [{ code: 131053 }] },
  ]);
});

test('a file is known to its own account only', async () => {
  const scene = await startScene();
  const id = await uploadPng(scene);
  const stranger = scene.simulator.addBusinessAccount();
  const answer = await fetch(`${scene.simulator.url}/v25.0/${id}`, {
    headers: { authorization: `Bearer ${stranger.accessToken}` },
  });
  expect(answer.status).toBe(404);
});

test('linked media are downloaded when that is asked for, and fail with 131053 when they cannot be had', async () => {
  const { simulator, receiver, send } = await startScene({ behaviour: { mediaLinks: 'fetch' } });
  await send({ type: 'image', image: { link: `${simulator.url}/v25.0/nothing-here` } });
  await simulator.idle();
  expect(receiver.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131053 }] }]);
});

test('a file that a customer sends comes with its id, hash and address', async () => {
  const { simulator, receiver, account, number, call } = await startScene();
  simulator.customer(number.id, CUSTOMER).sendFile('document', {
    bytes: PNG,
    mimeType: 'application/pdf',
    filename: 'receipt.pdf',
    caption: 'my receipt',
  });
  await simulator.idle();
  const document = z
    .object({
      id: z.string(),
      url: z.url(),
      sha256: z.string(),
      filename: z.string(),
      mime_type: z.string(),
      caption: z.string(),
    })
    .parse(receiver.messages()[0]?.['document']);
  expect(document).toMatchObject({
    filename: 'receipt.pdf',
    caption: 'my receipt',
    sha256: createHash('sha256').update(PNG).digest('base64'),
  });
  const fetched = await fetch(document.url, { headers: { authorization: `Bearer ${account.accessToken}` } });
  expect(Buffer.from(await fetched.arrayBuffer())).toEqual(PNG);
  expect((await call('GET', document.id)).body).toMatchObject({ mime_type: 'application/pdf' });
});
