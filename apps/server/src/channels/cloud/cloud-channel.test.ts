import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { InstanceId, TenantId } from '@recado/contracts';
import {
  INSTANT,
  startGraphApiSimulator,
  type Fault,
  type InboundMessage,
} from '@recado/graph-api-simulator';
import { SystemClock } from '../../platform/clock.ts';
import { Egress } from '../../platform/security/egress.ts';
import type { Connection } from '../channel.ts';
import { describeConformance, type Fate, type FromCustomer, type ProviderWorld } from '../conformance.ts';
import { CloudChannel } from './cloud-channel.ts';
import { splitWebhook } from './inbound/split-webhook.ts';

const VERIFY_TOKEN = 'a verify token';
const CUSTOMER = '5511999990000';

// After Meta's documentation, by hand, so that the adapter's rendering is held against something else than itself.
const LINK = 'https://example.com/file';
const shows: ProviderWorld['shows'] = ({ inbound: theirs }) => ({
  text: { type: 'text', text: { body: 'Olá! https://example.com', preview_url: true } },
  image: { type: 'image', image: { link: LINK, caption: 'Foto' } },
  video: { type: 'video', video: { link: LINK, caption: 'Vídeo' } },
  audio: { type: 'audio', audio: { link: LINK, voice: true } },
  document: { type: 'document', document: { link: LINK, filename: 'nota.pdf', caption: 'Nota' } },
  sticker: { type: 'sticker', sticker: { link: LINK } },
  location: {
    type: 'location',
    location: { latitude: -23.55, longitude: -46.63, name: 'Sé', address: 'Praça da Sé' },
  },
  contacts: {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Ana', first_name: 'Ana' },
        phones: [{ phone: '+5511999999999', type: 'CELL', wa_id: '5511999999999' }],
        org: { company: 'Recado' },
      },
    ],
  },
  reaction: { type: 'reaction', reaction: { message_id: theirs, emoji: '👍' } },
  list: {
    type: 'interactive',
    interactive: {
      type: 'list',
      header: { type: 'text', text: 'Menu' },
      body: { text: 'Escolha' },
      action: {
        button: 'Abrir',
        sections: [{ title: 'A', rows: [{ id: '1', title: 'Um', description: 'Primeiro' }] }],
      },
    },
  },
  buttons: {
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Confirma?' },
      footer: { text: 'Recado' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'y', title: 'Sim' } },
          { type: 'reply', reply: { id: 'n', title: 'Não' } },
        ],
      },
    },
  },
  cta_url: {
    type: 'interactive',
    interactive: {
      type: 'cta_url',
      header: { type: 'text', text: 'Datas' },
      body: { text: 'Veja' },
      action: { name: 'cta_url', parameters: { display_text: 'Abrir', url: LINK } },
    },
  },
  template: {
    type: 'template',
    template: {
      name: 'order_update',
      language: { code: 'pt_BR' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: '1042' },
          ],
        },
      ],
    },
  },
});

const faults: Record<Fate, Fault> = {
  'passing trouble': { kind: 'error', code: 131016 },
  'too fast for the recipient': { kind: 'error', code: 131056 },
  'refused for good': { kind: 'error', code: 131026 },
  'access lost': { kind: 'error', code: 131031 },
  'accepted, answer lost': { kind: 'acceptThenReset' },
  'cut off': { kind: 'reset' },
};

function inbound(message: FromCustomer): InboundMessage {
  switch (message.type) {
    case 'text':
      return { type: 'text', text: { body: message.body }, replyTo: message.answers };
    case 'image':
    case 'audio':
    case 'document':
      return {
        type: message.type,
        file: { bytes: message.bytes, mimeType: message.mimeType, filename: message.fileName },
      };
    case 'location':
      return { type: 'location', location: { latitude: message.latitude, longitude: message.longitude } };
    case 'contacts':
      return { type: 'contacts', contacts: [{ name: { formatted_name: message.formattedName } }] };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: message.whatsappId, emoji: message.emoji } };
    case 'unknown':
      return { type: 'unsupported', unsupportedType: 'poll_creation' };
  }
}

/** Our side of the webhook, without the rest of the server: keeps what it is told as the server would. */
async function startWebhook(phoneNumberId: string) {
  const kept: unknown[] = [];
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { searchParams } = new URL(request.url ?? '/', 'http://webhook');
    if (request.method === 'POST')
      kept.push(...splitWebhook(await buffer(request), phoneNumberId).map(({ payload }) => payload));
    const isOurs = request.method === 'POST' || searchParams.get('hub.verify_token') === VERIFY_TOKEN;
    response.writeHead(isOurs ? 200 : 403).end(searchParams.get('hub.challenge') ?? '');
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return {
    kept,
    url: `http://127.0.0.1:${String(address.port)}/webhook`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describeConformance('cloud', async () => {
  const simulator = await startGraphApiSimulator({ behaviour: { ...INSTANT, window: 'open' } });
  const account = simulator.addBusinessAccount();
  const number = simulator.addPhoneNumber({ businessAccountId: account.id });
  const webhook = await startWebhook(number.id);
  const egress = new Egress({ allow: ['127.0.0.0/8'] });
  const customer = simulator.customer(number.id, CUSTOMER, { reads: true });
  const settings = { phoneNumberId: number.id, businessAccountId: account.id, apiBaseUrl: simulator.url };
  const secrets = {
    accessToken: account.accessToken,
    appSecret: account.appSecret,
    verifyToken: VERIFY_TOKEN,
  };
  const connection: Connection = {
    tenantId: TenantId.parse('0198f3c0-0000-7000-8000-000000000001'),
    instanceId: InstanceId.parse('0198f3c0-0000-7000-8000-000000000002'),
    channel: 'cloud',
    phoneNumber: '+15550783881',
    settings,
    secrets,
  };
  return {
    channel: new CloudChannel(egress, new SystemClock()),
    connection,
    webhookUrl: webhook.url,
    customer: { kind: 'phone', value: `+${CUSTOMER}` },
    customerNames: [{ kind: 'phone', value: `+${CUSTOMER}` }],
    withoutAccess: { ...connection, secrets: { ...secrets, accessToken: 'not a token' } },
    withoutServer: { ...connection, settings: { ...settings, apiBaseUrl: 'http://127.0.0.1:1' } },
    nextSend: (fate) => {
      simulator.faults.add({ match: { endpoint: 'messages' }, fault: faults[fate] });
    },
    arrived: () =>
      simulator.ledger.entries().map(({ wamid, bizOpaqueCallbackData, body }) => {
        const {
          messaging_product: _,
          recipient_type: __,
          to: ___,
          biz_opaque_callback_data: ____,
          ...content
        } = body;
        return { whatsappId: wamid, messageId: bizOpaqueCallbackData, shows: content };
      }),
    shows,
    lastHasFile: (providerMediaId) =>
      Promise.resolve(JSON.stringify(simulator.ledger.entries().at(-1)?.body).includes(providerMediaId)),
    customerSends: (message) => {
      customer.send(inbound(message));
    },
    told: async () => {
      await simulator.idle();
      return webhook.kept.splice(0);
    },
    close: async () => {
      await simulator.close();
      await egress.close();
      webhook.close();
    },
  };
});
