import type { InstanceId, MessageId } from '@recado/contracts';
import type { Account } from '@recado/whatsapp-web-simulator';
import pg from 'pg';
import { expect } from 'vitest';
import type { ApiClient } from './api.ts';
import type { WebScene } from './web-numbers.ts';

async function withDatabase<T>(scene: WebScene, work: (database: pg.Client) => Promise<T>): Promise<T> {
  const database = new pg.Client({ connectionString: scene.postgres.connectionString });
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

/** What a killed worker held becomes in doubt when its claim ends, after 75 s; here the claims are aged, not waited for. */
const AGE_CLAIMS = `
  update messages set claim_until = now() - interval '1 hour'
  where (status = 'sending' and claim_until < now() + interval '45 seconds') or (status = 'in_doubt' and claim_until is not null)`;

export interface SentOverWeb {
  client: ApiClient;
  scene: WebScene;
  ids: MessageId[];
  people: Account[];
}

/**
 * Expects that each accepted message arrived at its recipient once. One of which nobody can say whether it went out stays in
 * doubt only when WhatsApp never had it; a person then resends it, under the same WhatsApp id.
 */
export async function expectEachArrivedOnce({ client, scene, ids, people }: SentOverWeb): Promise<void> {
  await withDatabase(scene, async (database) => {
    const underWay = async () => {
      await database.query(AGE_CLAIMS);
      const { rows } = await database.query<{ count: number }>(
        `select count(*)::int as count from messages where direction = 'outbound' and status in ('pending', 'sending', 'sent', 'delivered')`,
      );
      return rows[0]?.count ?? -1;
    };
    await expect.poll(underWay, { timeout: 180_000, interval: 500 }).toBe(0);
    await scene.simulator.idle();
    const { rows } = await database.query<{ id: MessageId; whatsapp_id: string }>(
      `select id, message_id as whatsapp_id from messages where direction = 'outbound' and status = 'in_doubt'`,
    );
    for (const doubt of rows) {
      expect(scene.simulator.ledger.byId(doubt.whatsapp_id)).toEqual([]);
      await client.expect('POST', `/messages/${doubt.id}/resend`);
    }
    await expect.poll(underWay, { timeout: 60_000, interval: 500 }).toBe(0);
  });
  for (const id of ids) {
    const { status, whatsappId } = await client.message(id);
    const entries = scene.simulator.ledger.byId(whatsappId ?? '');
    expect({ id, status, times: entries.map(({ times }) => times) }).toEqual({
      id,
      status: 'read',
      times: [1],
    });
  }
  const arrived = people.flatMap((person) => person.received().map(({ whatsappId }) => whatsappId));
  expect(arrived).toHaveLength(ids.length);
  expect(new Set(arrived).size).toBe(ids.length);
}

/** Expects that each message customers wrote is stored once, with what it said. */
export async function expectEachStoredOnce(received: {
  scene: WebScene;
  instanceId: InstanceId;
  sent: string[];
}): Promise<void> {
  const { scene, instanceId, sent } = received;
  await withDatabase(scene, async (database) => {
    const stored = async () => {
      const { rows } = await database.query<{ whatsapp_id: string }>(
        `select message_id as whatsapp_id from messages
         where instance_id = $1 and direction = 'inbound' and content ->> 'type' = 'text'`,
        [instanceId],
      );
      return rows.map((row) => row.whatsapp_id);
    };
    await expect
      .poll(async () => (await stored()).length, { timeout: 120_000, interval: 250 })
      .toBe(sent.length);
    expect((await stored()).toSorted()).toEqual(sent.toSorted());
  });
}
