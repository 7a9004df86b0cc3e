import type { OutboundType } from '@recado/contracts';
import { expect, test } from 'vitest';
import type { OutboundMessage } from '../channel.ts';
import type { InboundMessage, InboundUpdate, StatusUpdate } from '../inbound-update.ts';
import type { Bench } from './bench.ts';
import { samples } from './samples.ts';

/** What is sent, and what becomes of it. */
export function testSending(bench: Bench): void {
  test('sends each type it can, and it arrives as it was meant', async () => {
    const inbound = await bench.fromCustomer({ type: 'text', body: 'Oi' });
    const outcome = await bench.send(samples.text);
    const own = outcome.kind === 'accepted' ? outcome.whatsappId : '';
    const shows = bench.world.shows({ inbound: inbound.whatsappId, own });
    for (const type of bench.channel.capabilities.types) {
      const sent = bench.message(samples[type], aboutOf(type, { inbound, own }));
      const outcome = await bench.sendMessage(sent);
      expect(outcome, type).toMatchObject({ kind: 'accepted' });
      const arrived = bench.world.arrived().at(-1);
      if (bench.choosesIds) expect(arrived?.whatsappId, type).toBe(sent.whatsappId);
      else expect(arrived, type).toMatchObject({ messageId: sent.id });
      expect(arrived?.whatsappId, type).toBe(outcome.kind === 'accepted' && outcome.whatsappId);
      expect(arrived?.shows, type).toEqual(shows[type]);
    }
  }, 60_000);

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
    if (bench.channel.capabilities.recipientRate !== undefined) {
      bench.world.nextSend('too fast for the recipient');
      expect(await bench.send(samples.text)).toMatchObject({ kind: 'retry', scope: 'recipient' });
    }
    expect(await bench.send(samples.text, {}, bench.world.withoutServer)).toMatchObject(
      bench.sessions === undefined ? { kind: 'retry', scope: 'instance' } : { kind: 'untouched' },
    );
    expect(bench.world.arrived()).toHaveLength(before);
  });

  test('a refusal says whether it concerns the message or the whole instance', async () => {
    bench.world.nextSend('refused for good');
    expect(await bench.send(samples.text)).toMatchObject({ kind: 'refused', pausesInstance: false });
    const withoutAccess = () => bench.send(samples.text, {}, bench.world.withoutAccess);
    // A session that lost its access is no session: it tells so itself, and its messages wait.
    if (bench.sessions !== undefined) {
      expect(await withoutAccess()).toEqual({ kind: 'untouched' });
      return;
    }
    bench.world.nextSend('access lost');
    expect(await bench.send(samples.text)).toMatchObject({ kind: 'refused', pausesInstance: true });
    expect(await withoutAccess()).toMatchObject({ kind: 'refused', pausesInstance: true });
  });
}

/** What is told of a message after it was sent. */
export function testStatuses(bench: Bench): void {
  test('what nobody can know is in doubt, and the status that comes later names the message', async () => {
    await bench.world.told();
    bench.world.nextSend('accepted, answer lost');
    const lost = bench.message(samples.text);
    expect(await bench.sendMessage(lost)).toMatchObject({ kind: 'in_doubt' });
    // Whose id we chose is known by it, however far it got; otherwise the first status has to bring both ids together.
    const isResolved = (update: InboundUpdate) =>
      update.kind === 'status' &&
      (bench.choosesIds
        ? update.whatsappId === lost.whatsappId
        : update.messageId === lost.id && update.status === 'sent');
    const updates = await bench.updatesUntil((some) => some.some(isResolved));
    expect(updates.filter(isResolved)).not.toEqual([]);
    bench.world.nextSend('cut off');
    expect(await bench.send(samples.text)).toMatchObject({ kind: 'in_doubt' });
  }, 45_000);

  test('statuses tell how far a message got', async () => {
    await bench.opened();
    await bench.world.told();
    const outcome = await bench.send(samples.text);
    const whatsappId = outcome.kind === 'accepted' ? outcome.whatsappId : '';
    const isIts = (update: InboundUpdate): update is StatusUpdate =>
      update.kind === 'status' && update.whatsappId === whatsappId;
    const updates = await bench.updatesUntil((some) =>
      some.filter(isIts).some(({ status }) => status === 'read'),
    );
    // An answer that is awaited is all that tells of "sent", where the channel waits for it.
    expect(updates.filter(isIts).map(({ status }) => status)).toEqual([
      ...(bench.choosesIds ? [] : ['sent']),
      'delivered',
      'read',
    ]);
  }, 45_000);
}

/** The message that one of this type is about. */
function aboutOf(
  type: OutboundType,
  { inbound, own }: { inbound: InboundMessage; own: string },
): Partial<OutboundMessage> {
  if (type === 'reaction')
    return {
      replyToWhatsappId: inbound.whatsappId,
      answers: { isOwn: false, sender: inbound.from[0].value, content: inbound.content },
    };
  if (type !== 'edit' && type !== 'delete') return {};
  return { replyToWhatsappId: own, answers: { isOwn: true, sender: '', content: samples.text } };
}
