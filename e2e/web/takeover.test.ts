import { setTimeout as pause } from 'node:timers/promises';
import { Instance, type InstanceId, type MessageId } from '@recado/contracts';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { administratorAt, type ApiClient } from '../harness/api.ts';
import { Fleet } from '../harness/fleet.ts';
import { sendUntilAccepted } from '../harness/sending.ts';
import { expectEachArrivedOnce, expectEachStoredOnce } from '../harness/web-ledger.ts';
import {
  pairWebNumber,
  reaches,
  startWebScene,
  type WebNumber,
  type WebScene,
} from '../harness/web-numbers.ts';

const KILLS = 20;
/** Between two messages, in each direction. */
const PAUSE_MS = 150;
const LIMIT_MS = 600_000;
/** A dead worker's session is free after its lease; shorter here than in production, so that twenty deaths fit into a test. */
const SHORT_LEASE = { RECADO_SESSION_LEASE_SECONDS: '3' };

let scene: WebScene;
let apis: Fleet;
let workers: Fleet;
let client: ApiClient;

async function startFleets(settings: Record<string, string> = {}): Promise<void> {
  apis = new Fleet({ ...scene.settings, ...settings, RECADO_ROLE: 'api' });
  workers = new Fleet({ ...scene.settings, ...settings, RECADO_ROLE: 'worker' });
  const { url } = await apis.start();
  await workers.start();
  await workers.start();
  client = await administratorAt(url);
}

beforeEach(async () => {
  scene = await startWebScene({ isDurable: true });
});
afterEach(async () => {
  await apis.stop();
  await workers.stop();
  await scene.close();
});

async function ownerOf(id: InstanceId): Promise<string | undefined> {
  return Instance.parse(await client.expect('GET', `/instances/${id}`)).owner?.name;
}

/**
 * Kills the worker that holds the session, starts another in its place, and waits until WhatsApp sees the session again.
 * @returns milliseconds from the kill until then
 */
async function killHolder({ instanceId, phone }: WebNumber): Promise<number> {
  const owner = await ownerOf(instanceId);
  const place = workers.servers.findIndex(({ pid }) => owner?.includes(String(pid)) === true);
  if (place < 0) throw new Error(`No worker is ${owner ?? 'the owner'}`);
  const isOpen = () => [...phone.companions.values()].some(({ isConnected }) => isConnected);
  const killedAt = performance.now();
  const restarted = workers.restart(place, 'killed');
  await expect.poll(isOpen, { timeout: 5_000, interval: 5 }).toBe(false);
  await expect.poll(isOpen, { timeout: 30_000, interval: 20 }).toBe(true);
  const tookMs = performance.now() - killedAt;
  await restarted;
  expect(await ownerOf(instanceId)).not.toBe(owner);
  await reaches(client, instanceId, 'connected');
  return tookMs;
}

it(
  `the worker killed ${String(KILLS)} times while it sends: nothing is lost and nothing arrives twice`,
  async () => {
    await startFleets(SHORT_LEASE);
    const number = await pairWebNumber(client, scene.simulator);
    const people = Array.from({ length: 20 }, (_, place) =>
      scene.simulator.addAccount({ phoneNumber: `+55118800${String(place).padStart(5, '0')}` }),
    );
    const ids: MessageId[] = [];
    const isOver = { value: false };
    const sending = (async () => {
      for (let place = 0; !isOver.value; place += 1) {
        ids[place] = await sendUntilAccepted({
          client: () => client,
          instanceId: number.instanceId,
          name: `message-${String(place)}`,
          recipient: `+${people[place % people.length]?.phone ?? ''}`,
        });
        await pause(PAUSE_MS);
      }
    })();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(100 + Math.random() * 900);
      await killHolder(number);
    }
    isOver.value = true;
    await sending;
    await expectEachArrivedOnce({ client, scene, ids, people });
  },
  LIMIT_MS,
);

it(
  `the worker killed ${String(KILLS)} times while customers write: each message is stored once`,
  async () => {
    await startFleets(SHORT_LEASE);
    const number = await pairWebNumber(client, scene.simulator);
    const people = Array.from({ length: 10 }, (_, place) =>
      scene.simulator.addAccount({ phoneNumber: `+55118900${String(place).padStart(5, '0')}` }),
    );
    const sent: string[] = [];
    const isOver = { value: false };
    const writing = (async () => {
      for (let place = 0; !isOver.value; place += 1) {
        const person = people[place % people.length];
        const { whatsappId } = (await person?.send(number.phoneNumber, {
          type: 'text',
          text: `inbound-${String(place)}`,
        })) ?? { whatsappId: '' };
        sent.push(whatsappId);
        await pause(PAUSE_MS);
      }
    })();
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(100 + Math.random() * 900);
      await killHolder(number);
    }
    isOver.value = true;
    await writing;
    await expectEachStoredOnce({ scene, instanceId: number.instanceId, sent });
  },
  LIMIT_MS,
);

it(
  'when the worker that holds a session dies, another has it open within 15 seconds, without a scan, and the old one can write nothing',
  async () => {
    await startFleets();
    const number = await pairWebNumber(client, scene.simulator);
    const person = scene.simulator.addAccount({ phoneNumber: '+5511870000001' });
    const takenOver = killHolder(number);
    const killedAt = performance.now();
    const id = await sendUntilAccepted({
      client: () => client,
      instanceId: number.instanceId,
      name: 'while-nobody-holds-it',
      recipient: `+${person.phone}`,
    });
    const tookMs = await takenOver;
    await expect.poll(async () => (await client.message(id)).status, { timeout: 30_000 }).toBe('read');
    const readMs = performance.now() - killedAt;
    process.stdout.write(`Taken over after ${tookMs.toFixed(0)} ms, read after ${readMs.toFixed(0)} ms\n`);
    expect(tookMs).toBeLessThan(15_000);
    expect(number.phone.companions.size).toBe(1);
  },
  LIMIT_MS,
);

it(
  'sessions spread evenly over the workers, and a stopped worker hands its sessions over',
  async () => {
    await startFleets();
    for (let count = 0; count < 6; count += 1) await pairWebNumber(client, scene.simulator);
    const database = new pg.Client({ connectionString: scene.postgres.connectionString });
    await database.connect();
    const held = async () => {
      const { rows } = await database.query<{ held: number }>(
        `select count(*)::int as held from leases where kind = 'session' and expires_at > now() group by holder order by 1`,
      );
      return rows.map((row) => row.held);
    };
    await expect.poll(held, { timeout: 30_000 }).toEqual([3, 3]);
    expect(await workers.servers[0]?.stop()).toBe(0);
    await expect.poll(held, { timeout: 5_000 }).toEqual([6]);
    await workers.restart(0, 'killed');
    await expect.poll(held, { timeout: 30_000 }).toEqual([3, 3]);
    await database.end();
  },
  LIMIT_MS,
);
