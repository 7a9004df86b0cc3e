import { expect, test } from 'vitest';
import type { Bench } from './bench.ts';
import { samples } from './samples.ts';

/** What customers send. */
export function testReceiving(bench: Bench): void {
  test('reads what a customer sends', async () => {
    expect(await bench.fromCustomer({ type: 'text', body: 'Oi' })).toMatchObject({
      from: bench.world.customerNames,
      content: { type: 'text', content: 'Oi' },
    });
    expect(await bench.fromCustomer({ type: 'location', latitude: 1.5, longitude: 2.5 })).toMatchObject({
      content: { type: 'location', content: { latitude: 1.5, longitude: 2.5 } },
    });
    expect(await bench.fromCustomer({ type: 'contacts', formattedName: 'Ana' })).toMatchObject({
      content: { type: 'contacts', content: { contacts: [{ name: { formattedName: 'Ana' } }] } },
    });
    const unknown = await bench.fromCustomer({ type: 'unknown' });
    expect(unknown.content.type).toBe('unsupported');
    expect(unknown.metadata['raw']).toBeDefined();
  });

  test('an answer and a reaction name the message they are on', async () => {
    await bench.send(samples.text);
    const whatsappId = bench.world.arrived().at(-1)?.whatsappId ?? '';
    expect(await bench.fromCustomer({ type: 'text', body: 'Sim', answers: whatsappId })).toMatchObject({
      replyToWhatsappId: whatsappId,
    });
    expect(await bench.fromCustomer({ type: 'reaction', whatsappId, emoji: '❤️' })).toMatchObject({
      replyToWhatsappId: whatsappId,
      content: { type: 'reaction', content: { emoji: '❤️' } },
    });
  });
}
