import { setTimeout as pause } from 'node:timers/promises';
import {
  Conversation,
  ConversationMessagePage,
  Message,
  SandboxPhone,
  SentFromSandboxPhone,
  type MessageStatus,
  type OutboundContent,
  type SendFromSandboxPhone,
} from '@recado/contracts';
import type { ApiClient } from '../harness/api.ts';
import { pngFile, wavFile } from './files.ts';
import { webNumber } from './sandbox-numbers.ts';

/** A conversation with a simulated customer, who does what the test says and nothing by itself. */
export class Talk {
  readonly conversation: Conversation;
  readonly phoneNumber: string;
  readonly #client: ApiClient;

  constructor(client: ApiClient, conversation: Conversation, phoneNumber: string) {
    this.#client = client;
    this.conversation = conversation;
    this.phoneNumber = phoneNumber;
  }

  get path(): string {
    return `/app/inbox/${this.conversation.id}`;
  }

  get #phone(): string {
    return `/sandbox/numbers/${this.conversation.instanceId}/phones/${encodeURIComponent(this.phoneNumber)}`;
  }

  /** The customer writes, or taps. Gives the id of WhatsApp. */
  async customer(message: SendFromSandboxPhone): Promise<string> {
    return SentFromSandboxPhone.parse(await this.#client.expect('POST', `${this.#phone}/messages`, message))
      .id;
  }

  /** The customer opens the chat. */
  async opens(): Promise<void> {
    await this.#client.expect('POST', `${this.#phone}/read`);
  }

  async change(phone: object): Promise<void> {
    SandboxPhone.parse(await this.#client.expect('PATCH', this.#phone, phone));
  }

  /** We write. */
  async us(message: OutboundContent, options: object = {}): Promise<Message> {
    const path = `/conversations/${this.conversation.id}/messages`;
    return Message.parse(await this.#client.expect('POST', path, { message, ...options }));
  }

  async order(fault: object): Promise<void> {
    await this.#client.expect('POST', `/sandbox/numbers/${this.conversation.instanceId}/faults`, {
      fault,
      phoneNumber: this.phoneNumber,
    });
  }

  async messages(): Promise<Message[]> {
    const path = `/conversations/${this.conversation.id}/messages?limit=100`;
    return ConversationMessagePage.parse(await this.#client.expect('GET', path)).items;
  }

  /** Resolves when a message of ours stands like that. */
  async reaches(id: string, status: MessageStatus): Promise<Message> {
    for (;;) {
      const message = (await this.messages()).find((one) => one.id === id);
      if (message?.status === status) return message;
      await pause(50);
    }
  }

  /** Resolves when what the customer sent is there. */
  async received(whatsappId: string): Promise<Message> {
    for (;;) {
      const message = (await this.messages()).find((one) => one.whatsappId === whatsappId);
      if (message !== undefined) return message;
      await pause(50);
    }
  }
}

/** Begins to talk with the customer of the last two digits, whom the test alone moves. On the Cloud number, unless another is named. */
export async function talk(
  client: ApiClient,
  digits: string,
  name: string,
  instanceId?: string,
): Promise<Talk> {
  const phoneNumber = `+55119000000${digits}`;
  await client.expect('POST', '/contacts', { name, phoneNumber });
  const conversation = Conversation.parse(
    await client.expect('POST', '/conversations', {
      instanceId: instanceId ?? (await webNumber(client)).cloudId,
      recipient: phoneNumber,
    }),
  );
  const made = new Talk(client, conversation, phoneNumber);
  await made.change({ name, readsAutomatically: false, answersAutomatically: false });
  return made;
}

const text = (content: string): OutboundContent => ({ type: 'text', content });

/** A conversation in which nearly everything that WhatsApp has is said once. */
export async function fillThread(client: ApiClient): Promise<Talk> {
  const made = await talk(client, '41', 'Helena Prado');
  await made.customer({
    type: 'text',
    text: 'Bom dia! Vocês consertam *máquinas de lavar*?\nA minha parou hoje.',
  });
  const photo = await made.customer({
    type: 'image',
    base64: pngFile().toString('base64'),
    mimeType: 'image/png',
    caption: 'A vista do quintal, onde ela fica',
  });
  await made.received(photo);
  const answer = await made.us(
    text(
      'Bom dia, Helena! Consertamos, sim:\n- visita em até 24 horas\n- orçamento sem custo\n\nVeja em https://example.com/precos',
    ),
  );
  await made.reaches(answer.id, 'delivered');
  await made.opens();
  const read = await made.reaches(answer.id, 'read');
  await made.customer({ type: 'reaction', messageId: read.whatsappId ?? '', emoji: '❤️' });
  await made.customer({
    type: 'voice',
    base64: wavFile().toString('base64'),
    mimeType: 'audio/ogg',
  });
  await made.customer({
    type: 'location',
    latitude: -23.56141,
    longitude: -46.65588,
    name: 'Casa da Helena',
    address: 'Av. Paulista, 1578, São Paulo',
  });
  await made.customer({ type: 'contact', name: 'Zelador João', phoneNumber: '+5511912345678' });
  const asked = await made.customer({ type: 'text', text: 'Ele abre o portão. Pode ser amanhã cedo?' });
  const { id: replyTo } = await made.received(asked);
  const buttons = await made.us(
    {
      type: 'buttons',
      content: {
        body: 'Qual horário prefere?',
        footer: 'O técnico liga antes',
        buttons: [
          { id: 'early', title: 'Das 8h às 10h' },
          { id: 'late', title: 'Das 10h às 12h' },
        ],
      },
    },
    { replyTo },
  );
  const offered = await made.reaches(buttons.id, 'delivered');
  const tapped = await made.customer({
    type: 'choice',
    messageId: offered.whatsappId ?? '',
    choices: ['early'],
  });
  await made.received(tapped);
  await made.order({ kind: 'reject', code: 131053 });
  const refused = await made.us(text('Segue o comprovante da visita.'));
  await made.reaches(refused.id, 'failed');
  await made.us(text('Lembrete: o técnico chega hoje às 8h.'), {
    sendAt: new Date(Date.now() + 20 * 3_600_000).toISOString(),
  });
  await made.customer({ type: 'text', text: '👍🏽' });
  return made;
}
