import { createServer, type Server } from 'node:http';
import type { Account } from '@recado/whatsapp-web-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { sampleFiles } from '../../../../test/media/sample-files.ts';
import { createWebScene, type LinkedNumber, type WebScene } from '../../../../test/web/web-scene.ts';

let scene: WebScene;
let number: LinkedNumber;
let customer: Account;
let files: Server;
beforeAll(async () => {
  files = createServer((request, response) => {
    if (request.url === '/pixel.png') response.end(sampleFiles.png);
    else if (request.url === '/moved') response.writeHead(302, { location: '/pixel.png' }).end();
    else if (request.url === '/inside') response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  scene = await createWebScene();
  number = await scene.linkNumber();
  customer = scene.newAccount();
}, 90_000);
afterAll(async () => {
  await scene.close();
  files.close();
});

function link(path: string): string {
  const address = files.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://127.0.0.1:${String(port)}${path}`;
}

async function sent(message: object, fields: object = {}) {
  const accepted = await scene.accepted(number, { recipient: `+${customer.phone}`, message, ...fields });
  const settled = await scene.reaches(accepted.id, 'read');
  const received = await scene.arrived(customer, settled);
  return { id: accepted.id, whatsappId: settled.whatsappId, received, content: received.message };
}

describe('each type arrives as it was meant', () => {
  it('text, without a preview of what it links to', async () => {
    const { content } = await sent({ type: 'text', content: 'Veja https://example.com' });
    expect(content.extendedTextMessage).toMatchObject({ text: 'Veja https://example.com' });
    expect(content.extendedTextMessage?.title ?? null).toBeNull();
  });

  it.each([
    ['image', 'png', { caption: 'Foto' }, 'imageMessage', { caption: 'Foto', mimetype: 'image/png' }],
    ['video', 'mp4', { caption: 'Vídeo' }, 'videoMessage', { caption: 'Vídeo', mimetype: 'video/mp4' }],
    ['audio', 'mp3', {}, 'audioMessage', { ptt: false, mimetype: 'audio/mpeg' }],
    ['audio', 'opus', { voice: true }, 'audioMessage', { ptt: true, mimetype: 'audio/ogg; codecs=opus' }],
    ['sticker', 'staticWebp', {}, 'stickerMessage', { mimetype: 'image/webp' }],
    [
      'document',
      'pdf',
      { filename: 'nota.pdf', caption: 'Nota' },
      'documentMessage',
      { fileName: 'nota.pdf', caption: 'Nota', mimetype: 'application/pdf' },
    ],
  ] as const)('%s from a stored %s, bytes and all', async (type, sample, fields, part, expected) => {
    const mediaId = await scene.upload(sampleFiles[sample], `arquivo.${sample}`);
    const { content, received } = await sent({ type, content: { mediaId, ...fields } });
    expect(content[part]).toMatchObject(expected);
    expect(await customer.fileOf(received)).toEqual(sampleFiles[sample]);
  });

  it('one stored file as an image and as a document, each sealed for its kind', async () => {
    const mediaId = await scene.upload(sampleFiles.png, 'pixel.png');
    for (const type of ['image', 'document', 'image'] as const) {
      const { received } = await sent({ type, content: { mediaId } });
      expect(await customer.fileOf(received)).toEqual(sampleFiles.png);
    }
  });

  it('an image from a link, which is fetched with its redirects', async () => {
    for (const path of ['/pixel.png', '/moved']) {
      const { received } = await sent({ type: 'image', content: { link: link(path) } });
      expect(await customer.fileOf(received)).toEqual(sampleFiles.png);
    }
  });

  it.each([
    ['gives no file', '/nothing', 'media_invalid'],
    ['leads inside', '/inside', 'address_not_allowed'],
  ])('a link that %s is refused with the reason', async (_, path, code) => {
    const accepted = await scene.accepted(number, {
      recipient: `+${customer.phone}`,
      message: { type: 'image', content: { link: link(path) } },
    });
    expect(await scene.reaches(accepted.id, 'failed')).toMatchObject({ error: { code } });
  });

  it('location and contacts', async () => {
    const location = { latitude: -23.5613, longitude: -46.6565, name: 'MASP', address: 'Avenida Paulista' };
    expect((await sent({ type: 'location', content: location })).content.locationMessage).toMatchObject({
      degreesLatitude: -23.5613,
      degreesLongitude: -46.6565,
      name: 'MASP',
      address: 'Avenida Paulista',
    });
    const contact = { name: { formattedName: 'Ana; Silva' }, phones: [{ phone: '+5511988887777' }] };
    const { content } = await sent({ type: 'contacts', content: { contacts: [contact] } });
    expect(content.contactMessage?.displayName).toBe('Ana; Silva');
    expect(content.contactMessage?.vcard).toContain('TEL;waid=5511988887777:+5511988887777');
    expect(content.contactMessage?.vcard).toContain('FN:Ana\\; Silva');
  });

  it('choices as numbered text', async () => {
    const { content } = await sent({
      type: 'buttons',
      content: {
        body: 'Confirma?',
        buttons: [
          { id: 'y', title: 'Sim' },
          { id: 'n', title: 'Não' },
        ],
      },
    });
    expect(content.extendedTextMessage?.text).toBe('Confirma?\n\n1. Sim\n2. Não');
  });

  it('a list as numbered text, counted through over its sections', async () => {
    const { content } = await sent({
      type: 'list',
      content: {
        header: 'Menu',
        body: 'Escolha',
        button: 'Abrir',
        sections: [
          { title: 'Doces', rows: [{ id: 'a', title: 'Bolo', description: 'de fubá' }] },
          { title: 'Bebidas', rows: [{ id: 'b', title: 'Café' }] },
        ],
      },
    });
    expect(content.extendedTextMessage?.text).toBe(
      '*Menu*\n\nEscolha\n\n*Doces*\n1. Bolo — de fubá\n\n*Bebidas*\n2. Café',
    );
  });

  it('choices below a picture as its caption', async () => {
    const mediaId = await scene.upload(sampleFiles.png, 'pixel.png');
    const { content } = await sent({
      type: 'buttons',
      content: {
        header: { type: 'image', image: { mediaId } },
        body: 'Confirma?',
        buttons: [{ id: 'y', title: 'Sim' }],
      },
    });
    expect(content.imageMessage?.caption).toBe('Confirma?\n\n1. Sim');
  });

  it('a poll, with the secret that its votes are sealed with', async () => {
    const { content } = await sent({
      type: 'poll',
      content: { question: 'Qual dia?', options: ['Segunda', 'Terça'] },
    });
    expect(content.pollCreationMessageV3).toMatchObject({ name: 'Qual dia?', selectableOptionsCount: 1 });
    expect(content.messageContextInfo?.messageSecret).toHaveLength(32);
  });

  it('an answer quotes what it answers, a reaction names it', async () => {
    const first = await sent({ type: 'text', content: 'Primeira' });
    const { content } = await sent({ type: 'text', content: 'Segunda' }, { replyTo: first.id });
    expect(content.extendedTextMessage?.contextInfo).toMatchObject({
      stanzaId: first.whatsappId,
      quotedMessage: { conversation: 'Primeira' },
    });
    const reaction = await sent({ type: 'reaction', content: { messageId: first.id, emoji: '👍' } });
    expect(reaction.content.reactionMessage).toMatchObject({
      text: '👍',
      key: { id: first.whatsappId, fromMe: true },
    });
  });

  it('an edit and a delete name the message that they change', async () => {
    const first = await sent({ type: 'text', content: 'Abrimos às 8h' });
    const edit = await sent({ type: 'edit', content: { messageId: first.id, text: 'Abrimos às 9h' } });
    expect(edit.content.protocolMessage).toMatchObject({
      key: { id: first.whatsappId },
      editedMessage: { extendedTextMessage: { text: 'Abrimos às 9h' } },
    });
    const removal = await sent({ type: 'delete', content: { messageId: first.id } });
    expect(removal.content.protocolMessage).toMatchObject({ key: { id: first.whatsappId, fromMe: true } });
  });

  it('what we edited or deleted reads so with us too, with what it said before, and an event each', async () => {
    const first = await sent({ type: 'text', content: 'Abrimos às 8h' });
    await sent({ type: 'edit', content: { messageId: first.id, text: 'Abrimos às 9h' } });
    await scene.seen(first.id, ({ message }) => message.content === 'Abrimos às 9h');
    await sent({ type: 'edit', content: { messageId: first.id, text: 'Abrimos às 10h' } });
    await scene.seen(first.id, ({ message }) => message.content === 'Abrimos às 10h');
    await sent({ type: 'delete', content: { messageId: first.id } });
    await scene.seen(first.id, ({ message }) => message.type === 'deleted');
    const about = (sql: string) => ownerQuery(scene.test.database, sql, [first.id]);
    const [row] = await about('select metadata from messages where id = $1');
    expect(row?.['metadata']).toMatchObject({
      former: ['8h', '9h', '10h'].map((time) => ({ content: { content: `Abrimos às ${time}` } })),
    });
    const events = await about(
      `select type from events where data #>> '{message,id}' = $1::text and type in ('message.edited', 'message.deleted')
       order by seq`,
    );
    expect(events.map(({ type }) => type)).toEqual(['message.edited', 'message.edited', 'message.deleted']);
  });

  it('a new text for a picture is its caption, and an edit that WhatsApp refused changes nothing', async () => {
    const mediaId = await scene.upload(sampleFiles.png, 'pixel.png');
    const picture = await sent({ type: 'image', content: { mediaId, caption: 'Bolo' } });
    scene.simulator.faults.add({
      match: { account: number.account.phone, peer: customer.phone },
      fault: { kind: 'ackError', code: 400 },
    });
    const refused = await scene.accepted(number, {
      recipient: `+${customer.phone}`,
      message: { type: 'edit', content: { messageId: picture.id, text: 'Torta' } },
    });
    await scene.reaches(refused.id, 'failed');
    expect((await scene.find(picture.id)).message).toMatchObject({ content: { caption: 'Bolo' } });
    await sent({ type: 'edit', content: { messageId: picture.id, text: 'Pudim' } });
    const now = await scene.find(picture.id);
    expect(now.message).toMatchObject({ type: 'image', content: { mediaId, caption: 'Pudim' } });
  });

  it('a template, an edit of what was never sent, and one that went to somebody else are refused at once', async () => {
    const first = await sent({ type: 'text', content: 'Oi' });
    const other = scene.newAccount();
    const send = (fields: object) =>
      scene.call('POST', '/messages/send', { instanceId: number.instanceId, ...fields });
    const template = { type: 'template', content: { name: 'order', language: 'pt_BR' } };
    expect(await send({ recipient: `+${customer.phone}`, message: template })).toMatchObject({
      status: 422,
      body: { code: 'not_supported_by_channel' },
    });
    const edit = { type: 'edit', content: { messageId: first.id, text: 'x' } };
    expect(await send({ recipient: `+${other.phone}`, message: edit })).toMatchObject({ status: 400 });
  });
});

describe('groups', () => {
  it('a text reaches each member, with mentions; the group is described once', async () => {
    const members = [scene.newAccount(), scene.newAccount()];
    const group = customer.createGroup({
      subject: 'Condomínio',
      members: [number.account.phone, ...members.map(({ phone }) => phone)],
    });
    for (const content of ['Reunião às 19h', 'Não se atrasem @ todos']) {
      const accepted = await scene.accepted(number, {
        recipient: group.id,
        message: { type: 'text', content, options: { mentions: [`+${customer.phone}`] } },
      });
      await scene.reaches(accepted.id, 'read');
      for (const member of [customer, ...members]) {
        const received = await scene.arrived(member, accepted);
        expect(received).toMatchObject({ group: group.id });
        expect(received.message.extendedTextMessage).toMatchObject({
          text: content,
          contextInfo: { mentionedJid: [customer.jid] },
        });
      }
    }
  });

  it('who was added to a group since gets what comes next', async () => {
    const newcomer = scene.newAccount();
    const group = customer.createGroup({ subject: 'Feira', members: [number.account.phone] });
    const text = (content: string) =>
      scene.accepted(number, { recipient: group.id, message: { type: 'text', content } });
    await scene.reaches((await text('Oi')).id, 'read');
    customer.changeGroup(group.id, { kind: 'add', members: [newcomer.phone] });
    await expect
      .poll(async () => {
        const sql = 'select group_id from web_groups where instance_id = $1 and group_id = $2';
        return ownerQuery(scene.test.database, sql, [number.instanceId, group.id]);
      })
      .toEqual([]);
    await scene.arrived(newcomer, await text('Bem-vindo'));
  });
});
