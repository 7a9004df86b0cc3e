import { expect, test } from 'vitest';
import type { Bench } from './bench.ts';

/** The connection itself, and the calls around messages. */
export function testConnecting(bench: Bench): void {
  test('connects, and says what it found; a session goes on by itself until it is open', async () => {
    const { connection, webhookUrl } = bench.world;
    const outcome = await bench.channel.connect(connection, webhookUrl);
    expect(outcome.kind).toBe(bench.sessions === undefined ? 'connected' : 'under_way');
    if (outcome.kind === 'connected') expect(outcome.report.phoneNumber).toMatch(/[0-9]/);
    await bench.opened();
    if (bench.sessions !== undefined)
      expect(await bench.sessions.placeOf(connection.instanceId)).toBe('here');
  });

  test('fails to connect with a reason, and does not throw; a session asks to be linked', async () => {
    const { withoutAccess, withoutServer, webhookUrl } = bench.world;
    if (bench.sessions !== undefined) {
      expect(await bench.channel.connect(withoutAccess, webhookUrl)).toEqual({ kind: 'under_way' });
      const { sessions } = bench;
      await expect
        .poll(async () => (await sessions.qrCode(withoutAccess))?.text, { timeout: 12_000 })
        .toMatch(/.{20}/);
      expect(await sessions.placeOf(withoutAccess.instanceId)).toBe('nowhere');
      return;
    }
    for (const broken of [withoutAccess, withoutServer]) {
      const outcome = await bench.channel.connect(broken, webhookUrl);
      expect(outcome.kind).toBe('failed');
      if (outcome.kind === 'failed') expect(outcome.reason.length).toBeGreaterThan(10);
    }
  });

  test('lists templates with what they need, where it has any; otherwise says that it has none', async () => {
    const templates = bench.channel.templates(bench.world.connection);
    if (!bench.channel.capabilities.hasTemplates)
      return expect(templates).rejects.toMatchObject({ code: 'not_supported_by_channel' });
    expect(
      (await templates).find(({ name, language }) => name === 'order_update' && language === 'pt_BR'),
    ).toMatchObject({
      status: 'APPROVED',
      parameters: [
        { component: 'body', kind: 'text', name: '1', example: 'Ana' },
        { component: 'body', kind: 'text', name: '2', example: '1042' },
      ],
    });
  });

  test('throws on what is no update of the provider', () => {
    for (const payload of [null, 'x', {}, { update: 'nothing' }])
      expect(() => bench.channel.interpret(payload)).toThrow();
  });

  test('marks as read, and shows typing where it can', async () => {
    const { whatsappId } = await bench.fromCustomer({ type: 'text', body: 'Oi' });
    const { connection, customer } = bench.world;
    await bench.channel.markRead(connection, whatsappId);
    await bench.channel.showTyping(connection, { recipient: customer, answering: whatsappId });
    await bench.channel.showTyping(connection, { recipient: customer, answering: undefined });
  });
}

/** Last, because the number is not connected afterwards. */
export function testDisconnecting(bench: Bench): void {
  test('disconnects; nothing is tried then where a session is needed', async () => {
    const { connection } = bench.world;
    await bench.channel.disconnect(connection);
    const { sessions } = bench;
    if (sessions === undefined) return;
    await expect.poll(() => sessions.placeOf(connection.instanceId)).toBe('nowhere');
    const message = bench.message({ type: 'text', content: 'Oi' });
    expect(await bench.channel.send(connection, message)).toEqual({ kind: 'untouched' });
  });
}
