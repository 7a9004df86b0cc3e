import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ownerQuery } from '../../../../test/harness/seed.ts';
import { createWebScene, type LinkedNumber, type WebScene } from '../../../../test/web/web-scene.ts';
import { Channels, type Channel, type ChannelGroups } from '../../index.ts';
import { sampleFiles } from '../../../../test/media/sample-files.ts';

let scene: WebScene;
let number: LinkedNumber;
let channel: Channel;
beforeAll(async () => {
  scene = await createWebScene();
  number = await scene.linkNumber();
  channel = scene.test.app.get(Channels, { strict: false }).for('web');
}, 60_000);
afterAll(() => scene.close());
beforeEach(() => {
  scene.simulator.faults.clear();
});

describe('groups', () => {
  const groups = (): ChannelGroups => {
    if (channel.sessions === undefined) throw new Error('The web channel has sessions');
    return channel.sessions.groups;
  };

  it('are made, listed, changed and left', async () => {
    const [first, second] = [scene.newAccount(), scene.newAccount()];
    const made = await groups().create(number.connection, {
      subject: 'Entregas',
      members: [`+${first.phone}`],
    });
    expect(made.subject).toBe('Entregas');
    expect(made.id).toMatch(/@g\.us$/);
    expect(made.members).toContainEqual(
      expect.objectContaining({ phoneNumber: `+${first.phone}`, isAdmin: false }),
    );
    expect((await groups().list(number.connection)).map(({ id }) => id)).toContain(made.id);
    const added = await groups().changeMembers(number.connection, made.id, {
      kind: 'add',
      members: [`+${second.phone}`],
    });
    expect(added).toEqual([{ member: `+${second.phone}`, code: 200 }]);
    const after = await groups().get(number.connection, made.id);
    expect(after.members.map(({ phoneNumber }) => phoneNumber)).toContain(`+${second.phone}`);
    await groups().leave(number.connection, made.id);
    expect((await groups().list(number.connection)).map(({ id }) => id)).not.toContain(made.id);
  });

  it('what WhatsApp refuses says so', async () => {
    await expect(groups().get(number.connection, '120363000000009999@g.us')).rejects.toMatchObject({
      failure: { kind: 'refused' },
    });
  });
});

describe('numbers', () => {
  it('are looked up once, and found or not', async () => {
    const known = scene.newAccount();
    const find = (phoneNumber: string) => channel.sessions?.findNumber(number.connection, phoneNumber);
    expect(await find(`+${known.phone}`)).toEqual({ whatsappId: known.jid });
    expect(await find('+5511911112222')).toBeUndefined();
    scene.simulator.faults.add({
      match: { account: number.account.phone, stanza: 'iq', xmlns: 'usync' },
      fault: { kind: 'silence' },
      times: 'always',
    });
    expect(await find(`+${known.phone}`)).toEqual({ whatsappId: known.jid });
  });
});

describe('signs', () => {
  it('typing shows, and a message is marked as read', async () => {
    const customer = scene.newAccount();
    await channel.showTyping(number.connection, {
      recipient: { kind: 'phone', value: `+${customer.phone}` },
      answering: undefined,
    });
    await vi.waitFor(() => {
      expect(customer.seenTyping()).toHaveLength(1);
    });
    const { whatsappId } = await customer.send(number.account.phone, { type: 'text', text: 'Oi' });
    await vi.waitFor(
      async () => {
        await channel.markRead(number.connection, whatsappId);
      },
      { timeout: 10_000 },
    );
    await vi.waitFor(() => {
      expect(customer.receiptsFor(whatsappId).map(({ type }) => type)).toContain('read');
    });
  });
});

describe('files that come in', () => {
  const received = async (bytes: Buffer) => {
    const customer = scene.newAccount();
    const filename = `${customer.phone}.pdf`;
    await customer.send(number.account.phone, {
      type: 'document',
      file: { bytes, mimeType: 'application/pdf', filename },
    });
    return vi.waitFor(
      async () => {
        const [row] = await ownerQuery(
          scene.test.database,
          `select state, error_detail, provider_media_id as reference from media
           where instance_id = $1 and file_name = $2`,
          [number.instanceId, filename],
        );
        expect(row).toMatchObject({ state: 'stored' });
        return String(row?.['reference']);
      },
      { timeout: 9_000 },
    );
  };

  it('are opened whole, with type and hash', async () => {
    const bytes = Buffer.concat([sampleFiles.pdf, randomBytes(200_000)]);
    const file = await channel.downloadMedia(number.connection, await received(bytes));
    expect(file).toMatchObject({ mimeType: 'application/pdf', sizeBytes: bytes.length });
    expect(bytes.equals(await buffer(file.body))).toBe(true);
  });

  it('that WhatsApp has deleted are asked of the phone again', async () => {
    const bytes = Buffer.concat([sampleFiles.pdf, randomBytes(50_000)]);
    const reference = await received(bytes);
    scene.simulator.faults.add({ fault: { kind: 'mediaGone' } });
    const file = await channel.downloadMedia(number.connection, reference);
    expect(bytes.equals(await buffer(file.body))).toBe(true);
  });
});
