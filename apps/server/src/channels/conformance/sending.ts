import { expect, test } from 'vitest';
import type { Bench } from './bench.ts';
import { samples } from './samples.ts';

/** What is sent, and what becomes of it. */
export function testSending(bench: Bench): void {
  test('sends each type it can, and it arrives as it was meant', async () => {
    const inbound = await bench.fromCustomer({ type: 'text', body: 'Oi' });
    for (const type of bench.world.channel.capabilities.types) {
      const sent = bench.message(
        samples[type],
        type === 'reaction' ? { replyToWhatsappId: inbound.whatsappId } : {},
      );
      const outcome = await bench.world.channel.send(bench.world.connection, sent);
      expect(outcome, type).toMatchObject({ kind: 'accepted' });
      const arrived = bench.world.arrived().at(-1);
      expect(arrived, type).toMatchObject({ messageId: sent.id });
      expect(arrived?.whatsappId, type).toBe(outcome.kind === 'accepted' && outcome.whatsappId);
      const shown = JSON.stringify(bench.world.shows[type]).replace(
        '"THE MESSAGE"',
        JSON.stringify(inbound.whatsappId),
      );
      expect(arrived?.shows, type).toEqual(JSON.parse(shown));
    }
  });

  test('an answer quotes what it answers', async () => {
    const inbound = await bench.fromCustomer({ type: 'text', body: 'Preço?' });
    expect(await bench.send(samples.text, { replyToWhatsappId: inbound.whatsappId })).toMatchObject({
      kind: 'accepted',
    });
    expect(JSON.stringify(bench.world.arrived().at(-1)?.shows)).toContain(inbound.whatsappId);
  });

  test('a passing trouble is tried again, and nothing went out', async () => {
    const before = bench.world.arrived().length;
    bench.world.nextSend('passing trouble');
    expect(await bench.send(samples.text)).toMatchObject({ kind: 'retry' });
    bench.world.nextSend('too fast for the recipient');
    expect(await bench.send(samples.text)).toMatchObject({ kind: 'retry', scope: 'recipient' });
    expect(await bench.send(samples.text, {}, bench.world.withoutServer)).toMatchObject({
      kind: 'retry',
      scope: 'instance',
    });
    expect(bench.world.arrived()).toHaveLength(before);
  });

  test('a refusal says whether it concerns the message or the whole instance', async () => {
    bench.world.nextSend('refused for good');
    expect(await bench.send(samples.text)).toMatchObject({ kind: 'refused', pausesInstance: false });
    bench.world.nextSend('access lost');
    expect(await bench.send(samples.text)).toMatchObject({ kind: 'refused', pausesInstance: true });
    expect(await bench.send(samples.text, {}, bench.world.withoutAccess)).toMatchObject({
      kind: 'refused',
      pausesInstance: true,
    });
  });
}

/** What is told of a message after it was sent. */
export function testStatuses(bench: Bench): void {
  test('what nobody can know is in doubt, and the status that comes later names the message', async () => {
    await bench.world.told();
    bench.world.nextSend('accepted, answer lost');
    const lost = bench.message(samples.text);
    expect(await bench.world.channel.send(bench.world.connection, lost)).toMatchObject({ kind: 'in_doubt' });
    const statuses = (await bench.updates()).filter((update) => update.kind === 'status');
    expect(statuses).toContainEqual(expect.objectContaining({ messageId: lost.id, status: 'sent' }));
    bench.world.nextSend('cut off');
    expect(await bench.send(samples.text)).toMatchObject({ kind: 'in_doubt' });
  });

  test('statuses tell how far a message got', async () => {
    await bench.world.told();
    const outcome = await bench.send(samples.text);
    const whatsappId = outcome.kind === 'accepted' ? outcome.whatsappId : '';
    const statuses = (await bench.updates()).filter(
      (update) => update.kind === 'status' && update.whatsappId === whatsappId,
    );
    expect(statuses.map((update) => update.kind === 'status' && update.status)).toEqual([
      'sent',
      'delivered',
      'read',
    ]);
  });
}
