import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsentScene, type ConsentScene } from '../../test/harness/consent-scene.ts';
import type { MessagingScene } from '../../test/harness/messaging-scene.ts';
import { seedApiKey, seedTenant } from '../../test/harness/seed.ts';

let consent: ConsentScene;
let scene: MessagingScene;
beforeAll(async () => {
  consent = await createConsentScene();
  scene = consent.messaging;
});
afterAll(() => scene.cloud.close());

const eventsOf = (recipient: string) =>
  consent.query(
    `select type, data, instance_id from events
     where type like 'contact.opted%' and data -> 'contact' ->> 'id' = (
       select contact_id::text from contact_identities where value = $1
     ) order by seq`,
    [recipient],
  );

const optOut = async (recipient: string): Promise<void> => {
  const { id } = await consent.contactOf(recipient);
  const answer = await consent.call('PUT', `/contacts/${id}/consent`, { consent: 'opted_out' });
  expect(answer).toMatchObject({ status: 200 });
};

/** As if the contact had said so some time ago. */
const saidAgo = (recipient: string, interval: string) =>
  consent.query(
    `update contacts set consent_at = now() - $2::interval
     where id = (select contact_id from contact_identities where value = $1)`,
    [recipient, interval],
  );

const OUT = /não vai mais receber/;
const IN = /voltar a receber/;

describe('a keyword', () => {
  it('opts out and in, tells so, is answered once, and is honoured at once', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    telephone.sendText(' Sair! ');
    await consent.becomes(recipient, 'opted_out');
    await expect.poll(() => consent.arrived(telephone)).toEqual([expect.stringMatching(OUT)]);
    expect((await consent.contactOf(recipient)).consent).toMatchObject({ source: 'keyword' });
    expect(await scene.send({ recipient })).toMatchObject({
      status: 422,
      body: { code: 'recipient_opted_out' },
    });
    const template = { type: 'template', content: { name: 'hello_world', language: 'en_US' } };
    expect((await scene.send({ recipient, message: template })).status).toBe(422);

    telephone.sendText('VOLTAR');
    await consent.becomes(recipient, 'opted_in');
    await expect.poll(() => consent.arrived(telephone)).toHaveLength(2);
    expect(consent.arrived(telephone)[1]).toMatch(IN);
    await scene.reaches((await scene.accepted({ recipient })).id, 'read');
    const events = await eventsOf(recipient);
    expect(events).toMatchObject([
      {
        type: 'contact.opted_out',
        instance_id: scene.instanceId,
        data: { contact: { consent: { status: 'opted_out', source: 'keyword' } } },
      },
      { type: 'contact.opted_in' },
    ]);
    const [first] = events;
    expect(first?.['data']).toHaveProperty('conversationId');
    expect(first?.['data']).toHaveProperty('messageId');
  });

  it('said again changes nothing and is not answered again', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    for (const text of ['PARAR', 'parar', 'stop']) telephone.sendText(text);
    await consent.becomes(recipient, 'opted_out');
    await consent.heard(recipient, 1, 'stop');
    await expect.poll(() => consent.arrived(telephone)).toHaveLength(1);
    expect(await eventsOf(recipient)).toHaveLength(1);
    expect(await consent.query('select 1 from consent_confirmations')).toEqual([]);
    expect(await consent.messagesTo(recipient)).toHaveLength(1);
  });

  it('counts on a tapped button too', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    await scene.accepted({
      recipient,
      message: { type: 'buttons', content: { body: 'Novidades?', buttons: [{ id: '1', title: 'Parar' }] } },
    });
    await expect.poll(() => telephone.received().length).toBe(1);
    const [entry] = telephone.received();
    if (entry !== undefined) telephone.tapButton(entry, { id: '1', title: 'Parar' });
    await consent.becomes(recipient, 'opted_out');
  });

  it('within a sentence is none', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    telephone.sendText('não quero parar de receber');
    await consent.heard(recipient, 2);
    expect(await consent.consentOf(recipient)).toBe('unknown');
  });
});

describe('who opted out', () => {
  it('is refused although we wrote a moment ago', async () => {
    const { recipient } = await scene.writingCustomer();
    await scene.accepted({ recipient });
    await optOut(recipient);
    expect((await scene.send({ recipient })).body).toMatchObject({ code: 'recipient_opted_out' });
  });

  it('is answered within 24 hours of writing again, and not after', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    await optOut(recipient);
    await saidAgo(recipient, '1 minute');
    telephone.sendText('esqueci: qual é o endereço?');
    await consent.heard(recipient, 2);
    const answer = await scene.accepted({ recipient });
    await scene.reaches(answer.id, 'read');
    const tooLate = new Date(Date.now() + 25 * 3_600_000).toISOString();
    expect((await scene.send({ recipient, sendAt: tooLate })).body).toMatchObject({
      code: 'recipient_opted_out',
    });
    await saidAgo(recipient, '2 days');
    await consent.query(
      `update conversations set last_inbound_at = now() - interval '25 hours' where id = $1`,
      [answer.conversationId],
    );
    expect((await scene.send({ recipient })).body).toMatchObject({ code: 'recipient_opted_out' });
  });

  it('does not get what was accepted before and still waited', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const waiting = await scene.accepted({ recipient, sendAt });
    await optOut(recipient);
    await consent.query(`update messages set run_at = now() where id = $1`, [waiting.id]);
    await scene.reaches(waiting.id, 'failed');
    expect((await scene.find(waiting.id)).error).toMatchObject({ code: 'recipient_opted_out' });
    expect(consent.arrived(telephone)).toEqual([]);
  });

  it('gets the answer that was accepted, even when it leaves late', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    await optOut(recipient);
    await saidAgo(recipient, '1 minute');
    telephone.sendText('e o preço?');
    await consent.heard(recipient, 2);
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const answer = await scene.accepted({ recipient, sendAt });
    // As if it had opted out again since: what was an answer stays one.
    await saidAgo(recipient, '-1 minute');
    await consent.query(`update messages set run_at = now() where id = $1`, [answer.id]);
    await scene.reaches(answer.id, 'read');
  });
});

describe('PUT /contacts/:id/consent', () => {
  it('200: says since when and why, with an event and an audit row; the same again is no event', async () => {
    const { recipient } = await scene.writingCustomer();
    const { id } = await consent.contactOf(recipient);
    const answer = await consent.call('PUT', `/contacts/${id}/consent`, {
      consent: 'opted_in',
      source: 'loja',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { id, consent: { status: 'opted_in', source: 'loja' } },
    });
    await consent.call('PUT', `/contacts/${id}/consent`, { consent: 'opted_in', source: 'site' });
    await consent.call('PUT', `/contacts/${id}/consent`, { consent: 'unknown' });
    expect(await eventsOf(recipient)).toMatchObject([
      { type: 'contact.opted_in', instance_id: null, data: { contact: { id, consent: { source: 'loja' } } } },
    ]);
    const audit = await consent.query(
      `select user_id, changes from audit_logs where resource_id = $1 and action = 'contact.consent_changed' order by created_at`,
      [id],
    );
    expect(audit).toHaveLength(3);
    expect(audit[0]).toEqual({
      user_id: scene.cloud.tenant.users.developer.id,
      changes: {
        before: { consent: 'unknown', source: null },
        after: { consent: 'opted_in', source: 'loja' },
      },
    });
  });

  it('400, 403, and 404 for another tenant and for a key of other instances', async () => {
    const { recipient } = await scene.writingCustomer();
    const { id } = await consent.contactOf(recipient);
    const url = `/contacts/${id}/consent`;
    const payload = { consent: 'opted_in' };
    const other = await seedTenant(scene.cloud);
    const { id: elsewhere } = await scene.cloud.createInstance({ phoneNumber: '+15550000009' });
    const key = await seedApiKey(scene.cloud, scene.cloud.tenant.tenantId, { instanceIds: [elsewhere] });
    expect((await consent.call('PUT', url, { consent: 'maybe' })).status).toBe(400);
    expect((await consent.call('PUT', url, payload, scene.cloud.tenant.authorization('viewer'))).status).toBe(
      403,
    );
    expect((await consent.call('PUT', url, payload, other.authorization('developer'))).status).toBe(404);
    expect((await consent.call('PUT', url, payload, key.headers)).status).toBe(404);
    expect(await consent.consentOf(recipient)).toBe('unknown');
  });
});

describe('a blocked contact', () => {
  it('is heard by nobody and cannot be written to', async () => {
    const { recipient, telephone } = await scene.writingCustomer();
    const { id } = await consent.contactOf(recipient);
    const sendAt = new Date(Date.now() + 3_600_000).toISOString();
    const waiting = await scene.accepted({ recipient, sendAt });
    await consent.query(`update conversations set status = 'closed', unread_count = 0 where id = $1`, [
      waiting.conversationId,
    ]);
    await consent.call('PATCH', `/contacts/${id}`, { isBlocked: true });
    telephone.sendText('SAIR');
    await consent.heard(recipient, 1, 'SAIR');
    const [conversation] = await consent.query(
      'select status, unread_count from conversations where id = $1',
      [waiting.conversationId],
    );
    expect(conversation).toEqual({ status: 'closed', unread_count: 0 });
    expect(await consent.consentOf(recipient)).toBe('unknown');
    expect(await scene.send({ recipient })).toMatchObject({ status: 422, body: { code: 'contact_blocked' } });
    await consent.query(`update messages set run_at = now() where id = $1`, [waiting.id]);
    await scene.reaches(waiting.id, 'failed');
    expect((await scene.find(waiting.id)).error).toMatchObject({ code: 'contact_blocked' });
    await consent.call('PATCH', `/contacts/${id}`, { isBlocked: false });
    await scene.accepted({ recipient });
  });
});

describe('right after we wrote to a contact', () => {
  it('that is erased, a message goes to somebody new', async () => {
    const { recipient } = await scene.writingCustomer();
    const before = await scene.accepted({ recipient });
    await scene.reaches(before.id, 'read');
    await consent.call('DELETE', `/contacts/${(await consent.contactOf(recipient)).id}`);
    const after = await scene.accepted({ recipient });
    expect(after.conversationId).not.toBe(before.conversationId);
    await scene.reaches(after.id, 'read');
  });

  it('that is merged, a message goes to the conversation that stays', async () => {
    const kept = await scene.writingCustomer();
    const gone = await scene.writingCustomer();
    const stays = await scene.accepted({ recipient: kept.recipient });
    await scene.accepted({ recipient: gone.recipient });
    const contactId = (await consent.contactOf(gone.recipient)).id;
    await consent.call('POST', `/contacts/${(await consent.contactOf(kept.recipient)).id}/merge`, {
      contactId,
    });
    const after = await scene.accepted({ recipient: gone.recipient });
    expect(after.conversationId).toBe(stays.conversationId);
    await scene.reaches(after.id, 'read');
  });
});
