import { setTimeout as pause } from 'node:timers/promises';
import { Instance, InstancePage, Message } from '@recado/contracts';
import type { ApiClient } from '../harness/api.ts';

/** The numbers of the sandbox: the one that waits to be linked, and the one that is connected to the simulated Cloud API. */
export async function webNumber(client: ApiClient): Promise<{ id: string; cloudId: string }> {
  const { items } = InstancePage.parse(await client.expect('GET', '/instances?limit=100'));
  const [web, cloud] = ['web', 'cloud'].map((channel) =>
    items.find((number) => number.channel === channel && number.isSandbox),
  );
  if (web === undefined || cloud === undefined) throw new Error('The sandbox has not both its numbers');
  return { id: web.id, cloudId: cloud.id };
}

const LOOK_EVERY_MS = 100;

/** Links the number that waits for its QR code. Gives it, connected. */
export async function linkWebNumber(client: ApiClient): Promise<string> {
  const { id } = await webNumber(client);
  const standing = async (): Promise<string> =>
    Instance.parse(await client.expect('GET', `/instances/${id}`)).status;
  if ((await standing()) === 'connected') return id;
  await client.expect('POST', `/instances/${id}/connect`);
  while ((await client.call('POST', '/sandbox/scan', { instanceId: id })).status !== 200)
    await pause(LOOK_EVERY_MS);
  while ((await standing()) !== 'connected') await pause(LOOK_EVERY_MS);
  return id;
}

const texts = [
  'Olá! Seu pedido saiu para entrega.',
  'Chega hoje até as 18h.',
  'Precisa de mais alguma coisa?',
  'Qualquer dúvida, é só chamar.',
];

/** Messages to the simulated customer, who reads and answers, on the number of the simulated Cloud API. Gives the conversation. */
export async function fillInbox(client: ApiClient): Promise<string> {
  const { cloudId } = await webNumber(client);
  const sent: Message[] = [];
  for (const content of texts)
    sent.push(
      Message.parse(
        await client.expect('POST', '/messages/send', {
          instanceId: cloudId,
          recipient: '+5511900000001',
          message: { type: 'text', content },
        }),
      ),
    );
  const [first] = sent;
  if (first === undefined) throw new Error('Nothing was sent');
  return first.conversationId;
}
