import { AgentPage, Conversation, ConversationPage } from '@recado/contracts';
import { z } from 'zod';
import type { ApiClient } from '../harness/api.ts';
import { webNumber } from './sandbox-numbers.ts';
import { until } from './until.ts';

const WithId = z.object({ id: z.string() });

/** A simulated customer, who reads what comes and answers only when told to. */
export interface Customer {
  name: string;
  phoneNumber: string;
  conversation: Conversation;
}

/** The number of the n-th simulated customer, from 10 to 99; the first ten are other tests'. */
const numberOf = (index: number): string => `+55119000000${String(index)}`;

/** A simulated customer with a conversation in which nothing was said yet, as a contact of that name. */
export async function addCustomer(client: ApiClient, name: string, index: number): Promise<Customer> {
  const { cloudId } = await webNumber(client);
  const phoneNumber = numberOf(index);
  await client.expect('PATCH', `/sandbox/numbers/${cloudId}/phones/${encodeURIComponent(phoneNumber)}`, {
    name,
    answersAutomatically: false,
  });
  await client.expect('POST', '/contacts', { name, phoneNumber });
  const conversation = Conversation.parse(
    await client.expect('POST', '/conversations', { instanceId: cloudId, recipient: phoneNumber }),
  );
  return { name, phoneNumber, conversation };
}

/** The customer writes to us. */
export async function customerWrites(
  client: ApiClient,
  { phoneNumber }: Customer,
  text: string,
): Promise<void> {
  const { cloudId } = await webNumber(client);
  const phone = `/sandbox/numbers/${cloudId}/phones/${encodeURIComponent(phoneNumber)}`;
  await client.expect('POST', `${phone}/messages`, { type: 'text', text });
}

/** We write to the customer. */
export const weWrite = (client: ApiClient, { conversation }: Customer, text: string): Promise<unknown> =>
  client.expect('POST', `/conversations/${conversation.id}/messages`, {
    message: { type: 'text', content: text },
  });

/** A person at the inbox of the number of the simulated Cloud API. Gives the agent's id. */
export async function createPerson(client: ApiClient, name: string, userId?: string): Promise<string> {
  const { cloudId } = await webNumber(client);
  const { id } = WithId.parse(
    await client.expect('POST', '/agents', {
      instanceId: cloudId,
      name,
      type: 'human',
      configuration: { capacity: 8, skills: ['vendas'], ...(userId !== undefined && { userId }) },
    }),
  );
  return id;
}

async function distribute(client: ApiClient, isEnabled: boolean): Promise<void> {
  const { cloudId } = await webNumber(client);
  await client.expect('PUT', `/instances/${cloudId}/distribution`, {
    isEnabled,
    chain: [{ rule: 'least_busy' }],
  });
}

/** What customers write stays open for anyone to take, although there are agents. */
export const distributeByHand = (client: ApiClient): Promise<void> => distribute(client, false);

const morning = [
  [
    'Ana Souza',
    ['vip', 'entrega'],
    'Olá, Ana! Seu pedido saiu para entrega.',
    'Consegue entregar depois das 14h?',
  ],
  ['Gabriela Rocha', [], 'Bem-vinda! Em que podemos ajudar?', 'Quero saber os horários de vocês.'],
  ['Fábio Lima', ['financeiro'], 'Segue a segunda via do boleto.', undefined],
  ['Elza Martins', ['assistência'], 'O técnico chega entre 14h e 16h.', 'Perfeito, estarei em casa.'],
  ['Davi Nogueira', [], 'Recebemos o pagamento, obrigado!', undefined],
  ['Carla Dias', [], 'A montagem está marcada para quinta, às 10h.', undefined],
  ['Bruno Carvalho', ['orçamento'], 'O orçamento está pronto. Posso enviar por aqui?', 'Pode, sim!'],
] as const;

/** An inbox on a busy morning. Gives the conversation that tells most. */
export async function fillConversations(client: ApiClient): Promise<Conversation> {
  const customers: Customer[] = [];
  for (const [index, [name, labels, ours]] of morning.entries()) {
    const customer = await addCustomer(client, name, 10 + index);
    customers.push(customer);
    await weWrite(client, customer, ours);
    if (labels.length > 0)
      await client.expect('POST', `/conversations/${customer.conversation.id}/labels`, { add: labels });
  }
  for (const [index, [, , , theirs]] of morning.entries()) {
    const customer = customers[index];
    if (customer !== undefined && theirs !== undefined) await customerWrites(client, customer, theirs);
  }
  const ana = customers[0];
  const bruno = customers.at(-1);
  if (ana === undefined || bruno === undefined) throw new Error('There are no customers');
  await weWrite(client, ana, 'Consigo, sim. O entregador liga antes de sair.');
  await client.expect('POST', `/conversations/${ana.conversation.id}/notes`, {
    text: 'Prefere entregas à tarde. Já ligou duas vezes sobre o atraso.',
  });
  await client.expect('PATCH', `/contacts/${ana.conversation.contact.id}`, {
    customFields: { cidade: 'São Paulo', compras: 3 },
    labels: ['cliente'],
  });
  await createPerson(client, 'Marina');
  const rafael = await createPerson(client, 'Rafael');
  await client.expect('POST', `/conversations/${bruno.conversation.id}/assign`, { agentId: rafael });
  return ana.conversation;
}

const inLine = [
  ['Sofia Campos', 'Boa tarde! Vocês montam o móvel em casa?'],
  ['Tomás Freitas', 'O sofá veio com um pé a menos.'],
  ['Yara Pinto', 'Posso trocar a cor da cadeira?'],
] as const;

/** Customers who wait, since everybody of the number is away. */
export async function fillQueue(client: ApiClient): Promise<void> {
  const { cloudId } = await webNumber(client);
  const { items } = AgentPage.parse(await client.expect('GET', `/agents?limit=100&instanceId=${cloudId}`));
  for (const { id } of items) await client.expect('PUT', `/agents/${id}/presence`, { presence: 'away' });
  await distribute(client, true);
  for (const [place, [name, text]] of inLine.entries()) {
    const phone = `/sandbox/numbers/${cloudId}/phones/${encodeURIComponent(numberOf(60 + place))}`;
    await client.expect('PATCH', phone, { name, answersAutomatically: false });
    await client.expect('POST', `${phone}/messages`, { type: 'text', text });
  }
  await until('the customers wait', async () => {
    const waiting = await client.expect('GET', `/conversations?instanceId=${cloudId}&status=waiting`);
    return ConversationPage.parse(waiting).items.length >= inLine.length;
  });
}
