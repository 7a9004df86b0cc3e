import { Contact, Conversation } from '@recado/contracts';
import { z } from 'zod';
import type { ApiClient } from '../harness/api.ts';
import { webNumber } from './sandbox-numbers.ts';

const WithId = z.object({ id: z.string() });

const customers = [
  ['Ana Souza', 'Olá, Ana! Seu pedido saiu para entrega.', ['vip', 'entrega']],
  ['Bruno Carvalho', 'O orçamento está pronto. Posso enviar por aqui?', ['orçamento']],
  ['Carla Dias', 'Sua consulta está marcada para quinta, às 10h.', []],
  ['Davi Nogueira', 'Recebemos o pagamento, obrigado!', []],
  ['Elza Martins', 'O técnico chega entre 14h e 16h.', ['assistência']],
  ['Fábio Lima', 'Segue a segunda via do boleto.', ['financeiro']],
  ['Gabriela Rocha', 'Bem-vinda! Em que podemos ajudar?', []],
] as const;

/** A number for the n-th customer of a test; the simulator has a customer at each number of Brazil's. */
const numberOf = (index: number): string => `+55119111100${String(index + 10)}`;

/** Begins a conversation with a customer of that name, who is written to, reads and answers. */
export async function converse(
  client: ApiClient,
  { name, phoneNumber, text }: { name: string; phoneNumber: string; text?: string },
): Promise<Conversation> {
  const { cloudId } = await webNumber(client);
  Contact.parse(await client.expect('POST', '/contacts', { name, phoneNumber }));
  const conversation = Conversation.parse(
    await client.expect('POST', '/conversations', { instanceId: cloudId, recipient: phoneNumber }),
  );
  if (text !== undefined)
    await client.expect('POST', `/conversations/${conversation.id}/messages`, {
      message: { type: 'text', content: text },
    });
  return conversation;
}

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

/** An inbox on a busy morning. Gives the conversation that tells most. */
export async function fillConversations(client: ApiClient): Promise<Conversation> {
  const conversations: Conversation[] = [];
  for (const [index, [name, text, labels]] of customers.entries()) {
    const conversation = await converse(client, { name, phoneNumber: numberOf(index), text });
    conversations.push(conversation);
    if (labels.length > 0)
      await client.expect('POST', `/conversations/${conversation.id}/labels`, { add: labels });
  }
  const [first, second] = conversations;
  if (first === undefined || second === undefined) throw new Error('There are no customers');
  await client.expect('POST', `/conversations/${first.id}/notes`, {
    text: 'Prefere entregas à tarde. Já ligou duas vezes sobre o atraso.',
  });
  await client.expect('PATCH', `/contacts/${first.contact.id}`, {
    customFields: { cidade: 'São Paulo', compras: 3 },
    labels: ['cliente'],
  });
  await createPerson(client, 'Marina');
  const rafael = await createPerson(client, 'Rafael');
  await client.expect('POST', `/conversations/${second.id}/assign`, { agentId: rafael });
  return first;
}
