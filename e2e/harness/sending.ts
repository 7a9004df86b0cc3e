import { setTimeout as pause } from 'node:timers/promises';
import { MessageId, type InstanceId } from '@recado/contracts';
import { startGraphApiSimulator, type GraphApiSimulator } from '@recado/graph-api-simulator';
import pg from 'pg';
import { expect } from 'vitest';
import { z } from 'zod';
import type { ApiClient } from './api.ts';

/** Meta's end of the wire: quick, and quick to repeat a webhook that no server was there to take. */
export function startMeta(): Promise<GraphApiSimulator> {
  return startGraphApiSimulator({
    behaviour: {
      sentDelayMs: [0, 50],
      deliveredDelayMs: [0, 50],
      readDelayMs: [0, 50],
      window: 'open',
      webhookRetryDelaysMs: Array.from({ length: 600 }, () => 500),
    },
  });
}

const Accepted = z.object({ id: MessageId });

export interface Sending {
  /** Asked for anew before each try, since servers come and go. */
  client: () => ApiClient;
  instanceId: InstanceId;
  /** Tells this message from all others of the test; it becomes the Idempotency-Key. */
  name: string;
  recipient: string;
}

/** A customer's system that does not give up: it repeats with the same key until it has a 202. */
export async function sendUntilAccepted({
  client,
  instanceId,
  name,
  recipient,
}: Sending): Promise<MessageId> {
  const body = { instanceId, recipient, message: { type: 'text', content: name } };
  for (;;) {
    const answer = await client()
      .call('POST', '/messages/send', body, { 'idempotency-key': name })
      .catch(() => undefined);
    if (answer?.status === 202) return Accepted.parse(answer.body).id;
    if (answer !== undefined && answer.status < 500) throw new Error(JSON.stringify(answer));
    await pause(50);
  }
}

export interface Outcome {
  client: ApiClient;
  simulator: GraphApiSimulator;
  databaseUrl: string;
  ids: MessageId[];
}

/**
 * Expects that each accepted message is with the provider once, after whatever happened to the servers. A message of which
 * nobody can say whether it went out may stay in doubt, but only one that the provider never had; a person then resends it.
 */
export async function expectEachSentOnce(outcome: Outcome): Promise<void> {
  const database = new pg.Client({ connectionString: outcome.databaseUrl });
  await database.connect();
  try {
    await untilSettled(database, outcome.simulator);
  } finally {
    await database.end();
  }
  const inDoubt = await inDoubtOf(outcome);
  for (const id of inDoubt) await outcome.client.expect('POST', `/messages/${id}/resend`);
  for (const id of inDoubt)
    await expect
      .poll(async () => (await outcome.client.message(id)).status, { timeout: 30_000 })
      .toBe('read');
  for (const id of outcome.ids) expect(outcome.simulator.ledger.byCallbackData(id)).toHaveLength(1);
}

async function counts(database: pg.Client): Promise<Record<string, number>> {
  const { rows } = await database.query<{ status: string; count: number }>(
    `select status, count(*)::int as count from messages where direction = 'outbound' group by status`,
  );
  return Object.fromEntries(rows.map((row) => [row.status, row.count]));
}

async function untilSettled(database: pg.Client, simulator: GraphApiSimulator): Promise<void> {
  // What a killed worker held becomes in doubt when its claim ends, after 75 s; here the claims are aged, not waited for.
  const age = `
    update messages set claim_until = now() - interval '1 hour'
    where (status = 'sending' and claim_until < now() + interval '45 seconds') or (status = 'in_doubt' and claim_until is not null)`;
  const settled = async () => {
    await database.query(age);
    const { pending = 0, sending = 0 } = await counts(database);
    return pending + sending;
  };
  await expect.poll(settled, { timeout: 120_000, interval: 500 }).toBe(0);
  await simulator.idle();
  const onTheWay = async () => {
    const { sent = 0, delivered = 0 } = await counts(database);
    return sent + delivered;
  };
  await expect.poll(onTheWay, { timeout: 60_000 }).toBe(0);
}

/** Checks each message against the provider's ledger. @returns those in doubt, which the provider never had */
async function inDoubtOf({ client, simulator, ids }: Outcome): Promise<MessageId[]> {
  const inDoubt: MessageId[] = [];
  for (const id of ids) {
    const times = simulator.ledger.byCallbackData(id).length;
    const { status } = await client.message(id);
    if (status === 'in_doubt') inDoubt.push(id);
    expect({ id, status, times }).toEqual(
      status === 'in_doubt' ? { id, status, times: 0 } : { id, status: 'read', times: 1 },
    );
  }
  return inDoubt;
}
