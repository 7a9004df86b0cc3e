import { InstancePage } from '@recado/contracts';
import type { ApiClient } from '../harness/api.ts';

/** The numbers of the sandbox: the one that waits to be linked, and the one that is connected to the simulated Cloud API. */
export async function webNumber(client: ApiClient): Promise<{ id: string; cloudId: string }> {
  const { items } = InstancePage.parse(await client.expect('GET', '/instances?limit=100'));
  const [web, cloud] = ['web', 'cloud'].map((channel) =>
    items.find((number) => number.channel === channel && number.name.startsWith('Sandbox')),
  );
  if (web === undefined || cloud === undefined) throw new Error('The sandbox has not both its numbers');
  return { id: web.id, cloudId: cloud.id };
}
