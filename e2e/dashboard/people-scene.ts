import { BroadcastPage, Contact, ContactPage } from '@recado/contracts';
import { z } from 'zod';
import type { ApiClient } from '../harness/api.ts';
import { webNumber } from './sandbox-numbers.ts';

const Created = z.object({ id: z.string() });

const customers = [
  { phoneNumber: '+5511977770001', name: 'Ana Souza', labels: ['vip', 'cliente'], consent: 'opted_in' },
  { phoneNumber: '+5511977770002', name: 'Bruno Carvalho', labels: ['cliente'], consent: 'opted_in' },
  { phoneNumber: '+5511977770003', name: 'Carla Dias', labels: [], consent: 'opted_out' },
  { phoneNumber: '+5511977770004', name: 'Davi Nogueira', labels: ['orçamento'], consent: 'unknown' },
] as const;

/** Some customers, once. Gives the one of whom most is kept. */
export async function fillContacts(client: ApiClient): Promise<Contact> {
  const [first] = customers;
  const query = new URLSearchParams({ phoneNumber: first.phoneNumber }).toString();
  const [known] = ContactPage.parse(await client.expect('GET', `/contacts?${query}`)).items;
  if (known !== undefined) return known;
  for (const customer of customers.slice(1).toReversed()) await client.expect('POST', '/contacts', customer);
  return Contact.parse(
    await client.expect('POST', '/contacts', {
      ...first,
      email: 'ana@example.com',
      customFields: { cidade: 'São Paulo', compras: 3 },
    }),
  );
}

/** A broadcast that waits, and one that went out. Gives the latter's id. */
export async function fillBroadcasts(client: ApiClient): Promise<string> {
  const { items } = BroadcastPage.parse(await client.expect('GET', '/broadcasts?limit=100'));
  const known = items.find(({ name }) => name === 'Ofertas de novembro');
  if (known !== undefined) return known.id;
  const { cloudId } = await webNumber(client);
  const broadcast = {
    instanceId: cloudId,
    message: { type: 'text', content: 'Olá, {{name|cliente}}! Só hoje: frete grátis.' },
    audience: {
      recipients: Array.from({ length: 12 }, (_, place) => ({
        phoneNumber: `+55119888800${String(place + 10)}`,
      })),
    },
  };
  await client.expect('POST', '/broadcasts', {
    ...broadcast,
    name: 'Aviso de feriado',
    sendAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  const sent = { ...broadcast, name: 'Ofertas de novembro' };
  return Created.parse(await client.expect('POST', '/broadcasts', sent)).id;
}
