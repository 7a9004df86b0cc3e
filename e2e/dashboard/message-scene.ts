import { Message, MessagePage } from '@recado/contracts';
import type { ApiClient } from '../harness/api.ts';
import { webNumber } from './sandbox-numbers.ts';
import { until } from './until.ts';

/** Sends from the number of the simulated Cloud API. */
export async function send(
  client: ApiClient,
  recipient: string,
  message: object,
  more: object = {},
): Promise<Message> {
  const { cloudId } = await webNumber(client);
  const body = { instanceId: cloudId, recipient, message, ...more };
  return Message.parse(await client.expect('POST', '/messages/send', body));
}

export const text = (content: string): object => ({ type: 'text', content });

/** No such template is known to Meta, which says so only when it is sent. */
const unknownTemplate = {
  type: 'template',
  content: { name: 'pedido_enviado', language: 'pt_BR' },
};

/** Resolves when the message has come to a status. @throws when it takes too long */
export const reaches = (client: ApiClient, { id }: Message, status: Message['status']): Promise<void> =>
  until(`the message becomes ${status}`, async () => (await client.message(id)).status === status);

/** A message that Meta refused. */
export async function failedMessage(client: ApiClient, recipient: string): Promise<Message> {
  const message = await send(client, recipient, unknownTemplate);
  await reaches(client, message, 'failed');
  return message;
}

const lines = [
  ['Ana Freitas', '+5511922220001', 'Olá, Ana! Seu pedido saiu para entrega.'],
  ['Breno Reis', '+5511922220002', 'O orçamento está pronto. Posso enviar por aqui?'],
  ['Célia Matos', '+5511922220003', 'A montagem está marcada para quinta, às 10h.'],
  ['Dário Luz', '+5511922220004', 'Recebemos o pagamento, obrigado!'],
] as const;

const FAILED_TO = '+5511922220005';

const historyOf = async (client: ApiClient, query: Record<string, string>): Promise<Message[]> =>
  MessagePage.parse(await client.expect('GET', `/messages/history?${new URLSearchParams(query).toString()}`))
    .items;

/** A history with a bit of everything, once. Gives the message that failed. */
export async function fillHistory(client: ApiClient): Promise<Message> {
  const [known] = await historyOf(client, { contact: FAILED_TO, status: 'failed' });
  if (known !== undefined) return known;
  for (const [name, phoneNumber, content] of lines) {
    await client.expect('POST', '/contacts', { name, phoneNumber });
    await reaches(client, await send(client, phoneNumber, text(content)), 'read');
  }
  await send(client, '+5511922220002', text('Lembrete: sua entrega é amanhã.'), {
    sendAt: new Date(Date.now() + 86_400_000).toISOString(),
  });
  return failedMessage(client, FAILED_TO);
}
