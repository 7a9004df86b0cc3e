import { expect, test } from 'vitest';
import type { Bench } from './bench.ts';

/** The connection itself, and the calls around messages. */
export function testConnecting(bench: Bench): void {
  test('connects, and says what it found', async () => {
    const outcome = await bench.world.channel.connect(bench.world.connection, bench.world.webhookUrl);
    expect(outcome.kind).toBe('connected');
    if (outcome.kind === 'connected') expect(outcome.report.phoneNumber).toMatch(/[0-9]/);
  });

  test('fails to connect with a reason, and does not throw', async () => {
    for (const broken of [bench.world.withoutAccess, bench.world.withoutServer]) {
      const outcome = await bench.world.channel.connect(broken, bench.world.webhookUrl);
      expect(outcome.kind).toBe('failed');
      if (outcome.kind === 'failed') expect(outcome.reason.length).toBeGreaterThan(10);
    }
  });

  test('lists templates with what they need, where it has any', async () => {
    const templates = bench.world.channel.capabilities.hasTemplates
      ? await bench.world.channel.templates(bench.world.connection)
      : [];
    if (bench.world.channel.capabilities.hasTemplates)
      expect(
        templates.find(({ name, language }) => name === 'order_update' && language === 'pt_BR'),
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
      expect(() => bench.world.channel.interpret(payload)).toThrow();
  });

  test('marks as read, and shows typing where it can', async () => {
    const { whatsappId } = await bench.fromCustomer({ type: 'text', body: 'Oi' });
    await bench.world.channel.markRead(bench.world.connection, whatsappId);
    await bench.world.channel.showTyping(bench.world.connection, {
      recipient: bench.world.customer,
      answering: whatsappId,
    });
    await bench.world.channel.showTyping(bench.world.connection, {
      recipient: bench.world.customer,
      answering: undefined,
    });
  });
}
