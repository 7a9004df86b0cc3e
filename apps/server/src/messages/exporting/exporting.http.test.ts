import { Message, type MessageId } from '@recado/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMessagingScene, type MessagingScene } from '../../../test/harness/messaging-scene.ts';
import { ownerQuery, seedTenant } from '../../../test/harness/seed.ts';
import { messageColumnsOfExport } from './message-cells-policy.ts';

let scene: MessagingScene;
beforeAll(async () => {
  scene = await createMessagingScene();
});
afterAll(() => scene.cloud.close());

const get = (query: string, headers = scene.cloud.tenant.authorization('viewer')) =>
  scene.cloud.app.inject({ url: `/messages/export${query}`, headers });

const idsOf = (body: string): MessageId[] =>
  body.split('\n').flatMap((line) => (line === '' ? [] : [Message.parse(JSON.parse(line)).id]));

describe('GET /messages/export', () => {
  it('gives a table that a spreadsheet cannot run, by the filters of the history', async () => {
    const { recipient, telephone } = scene.newCustomer();
    await scene.call('POST', '/contacts', { payload: { name: '=Maria', phoneNumber: recipient } });
    telephone.sendText('oi');
    telephone.sendText('=HYPERLINK("https://example.com")');
    await expect.poll(async () => (await scene.history({ contact: recipient })).length).toBe(2);
    const query = new URLSearchParams({ contact: recipient }).toString();
    const response = await get(`?${query}`);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(response.headers['content-disposition']).toMatch(
      /^attachment; filename="recado-messages-[\d-]+\.csv"$/,
    );
    const lines = response.body.split('\r\n');
    expect(lines[0]).toBe(messageColumnsOfExport.join(','));
    expect(lines).toHaveLength(2 + 2);
    expect(lines[1]).toContain(
      `,inbound,${recipient},+15550783881,'=Maria,text,"'=HYPERLINK(""https://example.com"")",`,
    );
    expect((await get(`?${query}&direction=outbound`)).body.split('\r\n')).toHaveLength(2);
  });

  it('gives every message once as JSON lines, over more than one page of the database', async () => {
    const { recipient } = await scene.writingCustomer();
    await ownerQuery(
      scene.cloud.database,
      `insert into messages (id, tenant_id, instance_id, conversation_id, direction, recipient, sender, content, status, created_at)
       select gen_random_uuid(), m.tenant_id, m.instance_id, m.conversation_id, 'inbound', m.recipient, m.sender, m.content,
         m.status, date_trunc('milliseconds', m.created_at - i / 3 * interval '1 millisecond')
       from messages m, generate_series(1, 2500) i where m.sender = $1`,
      [recipient],
    );
    const query = new URLSearchParams({ contact: recipient, format: 'ndjson' }).toString();
    const ids = idsOf((await get(`?${query}`)).body);
    expect(ids).toHaveLength(2501);
    expect(new Set(ids).size).toBe(2501);
  });

  it("gives nothing of another tenant's", async () => {
    const other = await seedTenant(scene.cloud);
    const response = await get('?format=ndjson', other.authorization('viewer'));
    expect([response.statusCode, response.body]).toEqual([200, '']);
  });

  it('names a filter that is wrong', async () => {
    const response = await get('?status=lost');
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: 'status' }] });
  });
});
