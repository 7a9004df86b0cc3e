import { BroadcastPage, Contact, ContactPage } from '@recado/contracts';
import type { ApiClient } from '../harness/api.ts';
import { webNumber } from './sandbox-numbers.ts';

/** One of the company's customers, who is with an agent. */
const PHONE_NUMBER = '+5511900010004';

/** More is kept of one customer than of the others. Gives the contact. */
export async function fillContact(client: ApiClient): Promise<Contact> {
  const query = new URLSearchParams({ phoneNumber: PHONE_NUMBER }).toString();
  const [known] = ContactPage.parse(await client.expect('GET', `/contacts?${query}`)).items;
  if (known === undefined) throw new Error('The company has no such customer');
  if (known.email !== null) return known;
  return Contact.parse(
    await client.expect('PATCH', `/contacts/${known.id}`, {
      email: 'eduarda.alves@example.com',
      labels: ['vip', 'cliente'],
      customFields: { cidade: 'Santos', compras: 3 },
    }),
  );
}

const newsletter = 'Olá, {{name|cliente}}! A Casa Aurora abre neste sábado, das 10h às 16h.';

/** Beside the company's own broadcast that went out: one that is under way, and one that waits. Gives the first one's id. */
export async function fillBroadcasts(client: ApiClient): Promise<string> {
  const { items } = BroadcastPage.parse(await client.expect('GET', '/broadcasts?limit=100'));
  const sent = items.find(({ name }) => name === 'Ofertas de novembro');
  if (sent === undefined) throw new Error('The company has no broadcast');
  if (items.length > 1) return sent.id;
  const { cloudId } = await webNumber(client);
  const recipients = Array.from({ length: 24 }, (_, place) => ({
    phoneNumber: `+55119000100${String(place + 20)}`,
  }));
  const broadcast = { instanceId: cloudId, audience: { recipients } };
  await client.expect('POST', '/broadcasts', {
    ...broadcast,
    name: 'Aviso de feriado',
    message: { type: 'text', content: 'Na terça, feriado, não há entregas. Voltamos na quarta, às 9h.' },
    sendAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  await client.expect('POST', '/broadcasts', {
    ...broadcast,
    name: 'Loja aberta no sábado',
    message: { type: 'text', content: newsletter },
    ratePerMinute: 12,
  });
  return sent.id;
}
