import { randomUUID } from 'node:crypto';
import { BroadcastPreview, type BroadcastId } from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BroadcastScene, inAnHour } from '../../test/harness/broadcast-scene.ts';
import { createMessagingScene, type MessagingScene } from '../../test/harness/messaging-scene.ts';
import { ownerQuery } from '../../test/harness/seed.ts';

let messaging: MessagingScene;
let scene: BroadcastScene;
beforeAll(async () => {
  messaging = await createMessagingScene({ behaviour: { window: 'open' } });
  scene = new BroadcastScene(messaging);
});
afterAll(() => messaging.cloud.close());

const query = (text: string, ...values: unknown[]) => ownerQuery(messaging.cloud.database, text, values);

/** A number with a contact of the tenant behind it. */
async function newContact(
  fields: { name?: string; labels?: string[]; consent?: string; isBlocked?: boolean; custom?: object } = {},
): Promise<string> {
  const [phoneNumber = ''] = scene.newNumbers(1);
  await query(
    `with contact as (
       insert into contacts (id, tenant_id, name, labels, consent, is_blocked, custom_fields)
       values ($1, $2, $3, $4, $5, $6, $7) returning id
     )
     insert into contact_identities (tenant_id, kind, value, contact_id) select $2, 'phone', $8, id from contact`,
    randomUUID(),
    messaging.cloud.tenant.tenantId,
    fields.name ?? null,
    fields.labels ?? [],
    fields.consent ?? 'unknown',
    fields.isBlocked ?? false,
    JSON.stringify(fields.custom ?? {}),
    phoneNumber,
  );
  return phoneNumber;
}

/** The time of a scheduled broadcast, or the end of a wait, comes now. */
const hasCome = (id: BroadcastId) =>
  query(`update broadcasts set starts_at = now(), run_at = now() where id = $1`, id);

describe('a broadcast to a list', () => {
  it('gives everybody their own text, once, and ends with a result for each', async () => {
    const [ana = '', bia = ''] = scene.newNumbers(2);
    const { id, state, preview } = await scene.created({
      message: { type: 'text', content: 'Olá, {{name|cliente}}!' },
      audience: { recipients: [{ phoneNumber: ana, variables: { name: 'Ana' } }, { phoneNumber: bia }] },
    });
    expect(state).toBe('scheduled');
    expect(preview).toMatchObject({
      total: 2,
      messages: [
        { phoneNumber: ana, message: { content: 'Olá, Ana!' }, reason: null },
        { phoneNumber: bia, message: { content: 'Olá, cliente!' } },
      ],
    });
    expect(preview.hints.join()).toContain('template');
    const done = await scene.seen(id, ({ progress }) => progress.read === 2);
    expect(done).toMatchObject({ total: 2, progress: { total: 2, pending: 0, estimatedEndAt: null } });
    expect(scene.countSent([ana, bia])).toEqual([1, 1]);
    await scene.reaches(id, 'completed');
    const [first] = await scene.recipients(id);
    expect(first).toMatchObject({ phoneNumber: ana, result: 'read', reason: null });
    expect(await messaging.history({ contact: ana })).toMatchObject([
      {
        id: first?.messageId,
        message: { content: 'Olá, Ana!' },
        priority: 'low',
        sentBy: { broadcastId: id, userId: null },
      },
    ]);
  });

  it('of CSV tells the lines that it leaves out', async () => {
    const [ana = ''] = scene.newNumbers(1);
    const answer = await messaging.call('POST', '/broadcasts/preview', {
      payload: scene.body({
        message: { type: 'text', content: '{{nome}}: {{pedido}}' },
        audience: { csv: `celular;nome;pedido\n${ana};Ana;7\n123;Bia;8\n${ana};Ana;9\n` },
      }),
    });
    expect(answer.status).toBe(200);
    expect(BroadcastPreview.parse(answer.body)).toMatchObject({
      total: 1,
      dropped: {
        invalidNumbers: 1,
        duplicates: 1,
        lines: [
          { line: 3, phoneNumber: '123', reason: 'invalid_number' },
          { line: 4, phoneNumber: ana, reason: 'duplicate' },
        ],
      },
      messages: [{ message: { content: 'Ana: 7' } }],
    });
  });

  it('fills template parameters, and Meta gets them', async () => {
    const ana = await newContact({ name: 'Ana' });
    const { id, preview } = await scene.created({
      message: {
        type: 'template',
        content: {
          name: 'order_update',
          language: 'pt_BR',
          components: [
            { type: 'body', parameters: ['{{name}}', '{{pedido}}'].map((text) => ({ type: 'text', text })) },
          ],
        },
      },
      audience: { recipients: [{ phoneNumber: ana, variables: { pedido: 1_042 } }] },
    });
    expect(preview).toMatchObject({ hints: [], messages: [{ reason: null }] });
    await scene.seen(id, ({ progress }) => progress.read === 1);
    const { simulator, number } = messaging.cloud;
    expect(simulator.ledger.toCustomer(number.id, ana.replace('+', ''))[0]?.body).toMatchObject({
      template: { components: [{ parameters: [{ text: 'Ana' }, { text: '1042' }] }] },
    });
  });

  it('skips who opted out or is blocked, fails who lacks a value or whose window is closed, and says why', async () => {
    const out = await newContact({ consent: 'opted_out', name: 'Out' });
    const blocked = await newContact({ isBlocked: true, name: 'Blocked' });
    const nameless = await newContact();
    const quiet = await messaging.writingCustomer();
    await query(
      `update conversations set last_inbound_at = now() - interval '25 hours'
       where contact_id = (select contact_id from contact_identities where value = $1)`,
      quiet.recipient,
    );
    const well = await newContact({ custom: { nome: 'Well' } });
    const { id } = await scene.created({
      message: { type: 'text', content: 'Olá, {{nome}}!' },
      audience: {
        recipients: [
          ...scene.listOf([out, blocked, nameless, well]).recipients,
          { phoneNumber: quiet.recipient, variables: { nome: 'Quiet' } },
        ],
      },
    });
    const done = await scene.reaches(id, 'completed');
    expect(done.progress).toMatchObject({ total: 5, skipped: 2, failed: 2, pending: 0 });
    const results = (await scene.recipients(id)).map(({ result, reason }) => [result, reason?.code]);
    expect(results.toSpliced(3, 1)).toEqual([
      ['skipped', 'recipient_opted_out'],
      ['skipped', 'contact_blocked'],
      ['failed', 'variable_missing'],
      ['failed', 'window_closed'],
    ]);
    expect(scene.countSent([out, blocked, nameless, well])).toEqual([0, 0, 0, 1]);
    expect((await scene.recipients(id, '&result=skipped')).map(({ phoneNumber }) => phoneNumber)).toEqual([
      out,
      blocked,
    ]);
  });

  it('forgets who is erased, and does not write to them', async () => {
    const [gone, stays] = [await newContact({ name: 'Gone' }), await newContact({ name: 'Stays' })];
    const { id } = await scene.created({ audience: scene.listOf([gone, stays]), sendAt: inAnHour() });
    const [contact] = await query('select contact_id from contact_identities where value = $1', gone);
    const response = await messaging.cloud.app.inject({
      method: 'DELETE',
      url: `/contacts/${String(contact?.['contact_id'])}`,
      headers: messaging.cloud.tenant.authorization('tenant_manager'),
    });
    expect(response.statusCode).toBe(204);
    await hasCome(id);
    await scene.reaches(id, 'completed');
    expect(await scene.recipients(id)).toMatchObject([
      {
        phoneNumber: '',
        contactId: null,
        contactName: null,
        result: 'skipped',
        reason: { code: 'contact_erased' },
      },
      { phoneNumber: stays, contactName: 'Stays' },
    ]);
    expect(scene.countSent([gone, stays])).toEqual([0, 1]);
  });

  it('is kept once for one Idempotency-Key', async () => {
    const numbers = scene.newNumbers(1);
    const send = () =>
      messaging.call('POST', '/broadcasts', {
        payload: scene.body({ audience: scene.listOf(numbers) }),
        headers: { 'idempotency-key': 'november' },
      });
    const [first, second] = [await send(), await send()];
    expect(second).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
    expect(second.body).toEqual(first.body);
  });
});

describe('a broadcast by labels', () => {
  it('goes to who has them when it starts', async () => {
    const vip = await newContact({ labels: ['cliente', 'vip'] });
    await newContact({ labels: ['cliente'] });
    const { id, total } = await scene.created({
      audience: { labels: { any: ['cliente', 'parceiro'], all: ['vip'] } },
      sendAt: inAnHour(),
    });
    expect(total).toBe(1);
    expect(await scene.find(id)).toMatchObject({ state: 'scheduled', progress: { total: 1, pending: 1 } });
    const late = await newContact({ labels: ['parceiro', 'vip'] });
    await hasCome(id);
    const done = await scene.reaches(id, 'completed');
    expect(done).toMatchObject({ total: 2, labels: { any: ['cliente', 'parceiro'], all: ['vip'] } });
    expect(scene.countSent([vip, late])).toEqual([1, 1]);
  });
});

describe('who runs a broadcast', () => {
  it('may pause and resume it: in between nobody gets anything', async () => {
    const numbers = scene.newNumbers(3);
    const { id } = await scene.created({ audience: scene.listOf(numbers), sendAt: inAnHour() });
    expect(await scene.change(id, 'pause')).toMatchObject({ state: 'paused' });
    await hasCome(id);
    expect(await messaging.call('POST', `/broadcasts/${id}/pause`)).toMatchObject({ status: 409 });
    expect(await scene.change(id, 'resume')).toMatchObject({ state: 'scheduled' });
    await scene.reaches(id, 'completed');
    expect(scene.countSent(numbers)).toEqual([1, 1, 1]);
  });

  it('sees at a slow rate when it will end, and a pause stops it where it is', async () => {
    const numbers = scene.newNumbers(3);
    const { id } = await scene.created({ audience: scene.listOf(numbers), ratePerMinute: 1 });
    const begun = await scene.seen(id, ({ progress }) => progress.pending === 2 && progress.read === 1);
    expect(begun).toMatchObject({ state: 'running', ratePerMinute: 1 });
    const leftMs = new Date(begun.progress.estimatedEndAt ?? 0).getTime() - Date.now();
    expect(leftMs).toBeGreaterThan(90_000);
    expect(leftMs).toBeLessThan(181_000);
    expect(await scene.change(id, 'pause')).toMatchObject({
      state: 'paused',
      progress: { pending: 2, read: 1, estimatedEndAt: null },
    });
    await scene.change(id, 'stop');
    expect(scene.countSent(numbers)).toEqual([1, 0, 0]);
  });

  it('may stop it: who had not got it gets none, what waits is called off, and it stays stopped', async () => {
    const numbers = scene.newNumbers(3);
    const { id } = await scene.created({
      // Accepted at once, sent in a minute.
      message: { type: 'text', content: 'olá', options: { delay: 60_000 } },
      audience: scene.listOf(numbers),
      ratePerMinute: 119,
    });
    await scene.seen(id, ({ progress }) => progress.accepted >= 1);
    expect(await scene.change(id, 'stop')).toMatchObject({ state: 'stopped' });
    const stopped = await scene.seen(id, ({ progress }) => progress.cancelled === 3);
    expect(stopped.finishedAt).not.toBeNull();
    const [first] = await scene.recipients(id);
    expect(first?.messageId).not.toBeNull();
    expect(await messaging.history({ contact: numbers[0] ?? '' })).toMatchObject([{ status: 'cancelled' }]);
    for (const change of ['pause', 'resume', 'stop'])
      expect(await messaging.call('POST', `/broadcasts/${id}/${change}`)).toMatchObject({
        status: 409,
        body: { code: 'conflict', detail: 'The broadcast is stopped' },
      });
    // Nothing is left to do for its lane.
    await expect
      .poll(() => query('select run_at from broadcasts where id = $1', id), { timeout: 10_000 })
      .toEqual([{ run_at: null }]);
    expect(scene.countSent(numbers)).toEqual([0, 0, 0]);
  });

  it('finds in the audit log what people did, and in the events what became of it', async () => {
    const { id } = await scene.created({ audience: scene.listOf(scene.newNumbers(1)) });
    await scene.reaches(id, 'completed');
    const audit = await query(
      `select action, user_id from audit_logs where resource_id = $1 order by id`,
      id,
    );
    const userId = messaging.cloud.tenant.users.developer.id;
    expect(audit).toEqual([{ action: 'broadcast.created', user_id: userId }]);
    const events = await query(
      `select type, data -> 'broadcast' ->> 'state' as state from events
       where type like 'broadcast.%' and data -> 'broadcast' ->> 'id' = $1 order by seq`,
      id,
    );
    expect(events).toEqual([
      { type: 'broadcast.started', state: 'running' },
      { type: 'broadcast.completed', state: 'completed' },
    ]);
  });
});
