import { Instance } from '@recado/contracts';
import pg from 'pg';
import type { ApiClient } from '../harness/api.ts';
import { addPeople, addWebhooks, settleNumbers } from './company-rows.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { createPerson, distributeByHand } from './inbox-scene.ts';
import { webNumber } from './sandbox-numbers.ts';

/** Who else is on the platform. */
const tenants = [
  ['Padaria São Bento', 'padaria-sao-bento'],
  ['Clínica Vila Nova', 'clinica-vila-nova'],
  ['Autopeças Litoral', 'autopecas-litoral'],
] as const;

const companies = new WeakMap<DashboardScene, Promise<void>>();

/** A shop that has been at work for long: the screens of a tenant that has just begun would tell nothing. Once for each scene. */
export function fillCompany(scene: DashboardScene): Promise<void> {
  const company = companies.get(scene) ?? fill(scene);
  companies.set(scene, company);
  return company;
}

async function fill({ client, connectionString }: DashboardScene): Promise<void> {
  const { id, cloudId } = await webNumber(client);
  await client.expect('PUT', '/settings/tenant', { name: 'Casa Aurora' });
  await client.expect('PATCH', `/instances/${cloudId}`, { name: 'Vendas' });
  await distributeByHand(client);
  for (const [name, slug] of tenants) await client.expect('POST', '/tenants', { name, slug });
  await client.expect('PATCH', `/instances/${id}`, { name: 'Loja Pinheiros' });
  const others = [
    await addNumber(client, 'Assistência técnica', 1),
    await addNumber(client, 'Financeiro', 2),
  ];
  const agents = [await createPerson(client, 'Juliana'), await createPerson(client, 'Tiago')];
  await client.expect('PUT', `/agents/${agents[0] ?? ''}/presence`, { presence: 'online' });
  await client.expect('PUT', `/agents/${agents[1] ?? ''}/presence`, { presence: 'away' });
  // No route writes the past, and the address of a picture must not be called: these rows go straight to the database.
  const database = new pg.Client({ connectionString });
  await database.connect();
  try {
    await settleNumbers(database, { cloudId, id, others });
    await addPeople(database, cloudId, agents);
    await addWebhooks(database, cloudId);
  } finally {
    await database.end();
  }
}

/** A number of Meta's that nothing is asked of. */
async function addNumber(client: ApiClient, name: string, place: number): Promise<string> {
  return Instance.parse(
    await client.expect('POST', '/instances', {
      name,
      phoneNumber: `+55114000100${String(place)}`,
      channel: 'cloud',
      cloud: {
        phoneNumberId: `10655012345678${String(place)}`,
        businessAccountId: '104996122399160',
        accessToken: 'a token of Meta',
        appSecret: 'a secret of Meta',
        verifyToken: 'checked',
      },
    }),
  ).id;
}
