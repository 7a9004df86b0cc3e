import { InstanceId } from '@recado/contracts';
import { z } from 'zod';
import type { ApiClient } from '../../e2e/harness/api.ts';
import { withRecado, type Fleet } from '../with-recado.ts';
import { firstLine, startProgram, stop } from './processes.ts';
import { measure, type Figures } from './scenario.ts';
import { newNumber } from './simulated-number.ts';

export interface Plan {
  messages: number;
  connections: number;
  instances: number;
  redisUrl: string | undefined;
}

const Created = z.object({ id: InstanceId });
const Key = z.object({ key: z.string() });

async function connectInstances(
  client: ApiClient,
  simulatorUrl: string,
  count: number,
): Promise<InstanceId[]> {
  const ids: InstanceId[] = [];
  for (let place = 0; place < count; place += 1) {
    const number = await newNumber(simulatorUrl);
    const { id } = Created.parse(
      await client.expect('POST', '/instances', {
        name: `Bench ${String(place)}`,
        phoneNumber: `+1650555${String(1_000 + place)}`,
        channel: 'cloud',
        cloud: { ...number, verifyToken: 'bench', apiBaseUrl: simulatorUrl },
        settings: { messagesPerSecond: 1_000 },
      }),
    );
    await client.expect('POST', `/instances/${id}/connect`);
    ids.push(id);
  }
  return ids;
}

/**
 * Measures Recado in one process, and as an api and a worker process: sending alone, which is what the bare pipeline does, and
 * with the three statuses of each message coming back meanwhile, as they do in life.
 */
export async function recadoFigures(plan: Plan): Promise<Figures[]> {
  return [
    await figuresOf(plan, ['all'], 'never'),
    await figuresOf(plan, ['api', 'worker'], 'never'),
    await figuresOf(plan, ['api', 'worker'], 'at-once'),
  ];
}

async function figuresOf(plan: Plan, roles: Fleet['roles'], statuses: 'never' | 'at-once'): Promise<Figures> {
  const simulator = startProgram('simulator-process.ts', {}, ['--statuses', statuses]);
  try {
    const simulatorUrl = await firstLine(simulator);
    const settings = { ...(plan.redisUrl !== undefined && { REDIS_URL: plan.redisUrl }) };
    return await withRecado({ roles, settings }, async ({ client, databaseUrl, pids }) => {
      const instances = await connectInstances(client, simulatorUrl, plan.instances);
      const { key } = Key.parse(
        await client.expect('POST', '/api-keys', { name: 'bench', permissions: ['messages:send'] }),
      );
      return measure({
        name: `Recado, ${roles.join(' + ')}, ${plan.redisUrl === undefined ? 'PostgreSQL' : 'Redis'}${statuses === 'never' ? '' : ', statuses'}`,
        ...plan,
        url: client.url,
        path: '/messages/send',
        headers: { authorization: `Bearer ${key}` },
        body: (place) => ({
          instanceId: instances[place % instances.length],
          recipient: `+5511${String(900_000_000 + place)}`,
          message: { type: 'text', content: `message ${String(place)}` },
        }),
        pids,
        databaseUrl,
        unsentSql: `select count(*)::int as count from messages where direction = 'outbound' and status in ('pending', 'sending', 'in_doubt', 'failed')`,
      });
    });
  } finally {
    await stop(simulator);
  }
}
