import { Client, MessageType } from '@great-detail/whatsapp';
import { GraphApiError, WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { describe, expect, test } from 'vitest';
import { CUSTOMER, type Scene, startScene } from './testing/scene.ts';

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47]);

describe('@kapso/whatsapp-cloud-api, unmodified', () => {
  const clientOf = ({ simulator, account }: Scene) =>
    new WhatsAppClient({ baseUrl: simulator.url, accessToken: account.accessToken, graphVersion: 'v25.0' });

  test('sends a text, buttons and a template', async () => {
    const scene = await startScene();
    const client = clientOf(scene);
    const phoneNumberId = scene.number.id;
    const text = await client.messages.sendText({ phoneNumberId, to: `+${CUSTOMER}`, body: 'hello' });
    expect(text).toMatchObject({
      messagingProduct: 'whatsapp',
      contacts: [{ input: `+${CUSTOMER}`, waId: CUSTOMER }],
    });
    expect(scene.simulator.ledger.byWamid(text.messages[0]?.id ?? '')?.body['text']).toMatchObject({
      body: 'hello',
    });

    await client.messages.sendInteractiveButtons({
      phoneNumberId,
      to: CUSTOMER,
      bodyText: 'Go on?',
      buttons: [{ id: 'y', title: 'Yes' }],
    });
    const template = await client.messages.sendTemplate({
      phoneNumberId,
      to: CUSTOMER,
      template: {
        name: 'order_update',
        language: { code: 'en_US' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'Ana' },
              { type: 'text', text: '1042' },
            ],
          },
        ],
      },
    });
    expect(template.messages[0]?.messageStatus).toBe('accepted');
    expect(scene.simulator.ledger.entries().map((entry) => entry.type)).toEqual([
      'text',
      'interactive',
      'template',
    ]);
  });

  test('uploads, sends and downloads a file', async () => {
    const scene = await startScene();
    const client = clientOf(scene);
    const phoneNumberId = scene.number.id;
    const { id } = await client.media.upload({
      phoneNumberId,
      type: 'image/png',
      file: new Blob([PNG]),
      fileName: 'a.png',
    });
    await client.messages.sendImage({ phoneNumberId, to: CUSTOMER, image: { id, caption: 'look' } });
    expect(await client.media.get({ mediaId: id })).toMatchObject({ id, mimeType: 'image/png' });
    const bytes = await client.media.download({ mediaId: id, auth: 'always' });
    expect(bytes instanceof ArrayBuffer && new Uint8Array(bytes)).toEqual(PNG);
    expect(await client.media.delete({ mediaId: id })).toEqual({ success: true });
  });

  test('reads errors, and knows a rate limit from a wrong parameter', async () => {
    const scene = await startScene();
    const client = clientOf(scene);
    const send = () =>
      client.messages
        .sendText({ phoneNumberId: scene.number.id, to: CUSTOMER, body: 'x' })
        .catch((error: unknown) => error);
    scene.simulator.faults.add({ fault: { kind: 'error', code: 130429 } });
    const limited = await send();
    expect(limited).toBeInstanceOf(GraphApiError);
    expect(limited).toMatchObject({ code: 130429, httpStatus: 429, category: 'throttling' });
    scene.simulator.faults.add({ fault: { kind: 'error', code: 190 } });
    expect(await send()).toMatchObject({ code: 190, httpStatus: 401, category: 'authorization' });
  });

  test('creates and lists templates', async () => {
    const scene = await startScene();
    const client = clientOf(scene);
    const created = await client.templates.create({
      businessAccountId: scene.account.id,
      name: 'welcome',
      language: 'en_US',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Welcome to us' }],
    });
    expect(created).toMatchObject({ status: 'PENDING' });
    const listed = await client.templates.list({ businessAccountId: scene.account.id, name: 'welcome' });
    expect(listed.data).toMatchObject([{ name: 'welcome', language: 'en_US' }]);
  });

  test('verifies and reads the webhooks', async () => {
    const { simulator, receiver, account, number, send } = await startScene({
      behaviour: { customersRead: false },
    });
    simulator.customer(number.id, { waId: CUSTOMER, name: 'Sheena Nelson' }).sendText('hi');
    const wamid = await send({ type: 'text', text: { body: 'hello' } });
    await simulator.idle();
    const read = receiver.posts.map((post) => {
      const isGenuine = verifySignature({
        appSecret: account.appSecret,
        rawBody: post.raw,
        signatureHeader: post.signature ?? '',
      });
      return { isGenuine, ...normalizeWebhook(post.payload) };
    });
    expect(read.every((post) => post.isGenuine)).toBe(true);
    expect(read.flatMap((post) => post.messages)).toMatchObject([
      { from: CUSTOMER, type: 'text', text: { body: 'hi' } },
    ]);
    expect(read.flatMap((post) => post.statuses)).toMatchObject([
      { id: wamid, status: 'sent', recipientId: CUSTOMER },
      { id: wamid, status: 'delivered' },
    ]);
  });
});

describe('@great-detail/whatsapp, unmodified', () => {
  const clientOf = ({ simulator, account }: Scene) =>
    new Client({
      baseUrl: simulator.url,
      graphVersion: 'v25.0',
      request: { headers: { Authorization: `Bearer ${account.accessToken}` }, retry: 0 },
    });

  test('sends a text and a template, uploads a file, marks as read', async () => {
    const scene = await startScene();
    const client = clientOf(scene);
    const phoneNumberID = scene.number.id;
    const text = await client.message
      .createMessage({ phoneNumberID, to: CUSTOMER, type: MessageType.Text, text: { body: 'hello' } })
      .json();
    expect(text).toMatchObject({ contacts: [{ wa_id: CUSTOMER }] });
    await client.message.createMessage({
      phoneNumberID,
      to: CUSTOMER,
      type: MessageType.Template,
      template: { name: 'hello_world', language: { code: 'en_US' }, components: [] },
    });
    const { id } = await client.media
      .upload({ phoneNumberID, file: new Blob([PNG]), filename: 'a.png', mimeType: 'image/png' })
      .json();
    const media = await client.media.getURL({ mediaID: id }).json();
    expect(media).toMatchObject({ id, mime_type: 'image/png' });
    const inbound = scene.simulator.customer(phoneNumberID, CUSTOMER).sendText('hi');
    await client.message.createStatus({ phoneNumberID, status: 'read', message_id: inbound.wamid });
    expect(inbound.isReadByBusiness).toBe(true);
    expect(scene.simulator.ledger.entries().map((entry) => entry.type)).toEqual(['text', 'template']);
  });

  test('lists numbers and sets the callback', async () => {
    const scene = await startScene();
    const client = clientOf(scene);
    const numbers = await client.phoneNumbers
      .listPhoneNumbers({ businessAccountID: scene.account.id })
      .json();
    expect(numbers.data).toMatchObject([{ id: scene.number.id, verified_name: 'Jaspers Market' }]);
    await client.subscribedApps.createSubscription({
      businessAccountID: scene.account.id,
      override_callback_uri: scene.receiver.url,
      verify_token: scene.receiver.verifyToken,
    });
    expect(scene.receiver.handshakes).toHaveLength(1);
  });
});
