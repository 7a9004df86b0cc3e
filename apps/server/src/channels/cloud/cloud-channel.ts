import {
  channelTypes,
  type CredentialsTest,
  type ProviderRequest,
  type TestCredentials,
} from '@recado/contracts';
import type { Clock } from '../../platform/clock.ts';
import type { Egress } from '../../platform/security/egress.ts';
import type {
  Channel,
  ChannelCapabilities,
  Connection,
  ConnectOutcome,
  OutboundMessage,
  Recipient,
  SendOutcome,
  Template,
  ToldMessage,
  TriedOutcome,
  UploadedFile,
} from '../channel.ts';
import type { InboundUpdate } from '../inbound-update.ts';
import { cloudConnection, type CloudConnection } from './cloud-connection.ts';
import { downloadMedia, uploadMedia, type DownloadedFile } from './cloud-media.ts';
import { listTemplates } from './cloud-templates.ts';
import { connectNumber, disconnectNumber } from './connect-number.ts';
import type { Exchange } from './exchange.ts';
import { GraphClient, urlOf, type GraphCall } from './graph-client.ts';
import { interpret } from './inbound/interpret.ts';
import { updateKeysOf } from './inbound/update-keys.ts';
import { renderMessage } from './render-message.ts';
import { sendOutcome } from './send-outcome-policy.ts';
import { testCredentials } from './test-credentials.ts';

/** Meta's Cloud API. */
export class CloudChannel implements Channel {
  readonly kind = 'cloud';
  readonly capabilities: ChannelCapabilities = {
    types: new Set(channelTypes.cloud),
    hasQrCode: false,
    hasServiceWindow: true,
    hasTemplates: true,
    canSendToGroups: true,
    fetchesLinks: true,
    typing: 'as_answer',
    // Meta's own limit for a number, inbound and outbound together (Throughput, May 2026).
    messagesPerSecond: 80,
    // Meta takes about one message each 6 s for one recipient and lets bursts of 45 run ahead of that (error 131056).
    recipientRate: { burst: 45, perSecond: 1 / 6 },
  };
  readonly #client: GraphClient;

  constructor(egress: Pick<Egress, 'dispatcher'>, clock: Pick<Clock, 'now'>) {
    this.#client = new GraphClient(egress.dispatcher, clock);
  }

  connect(connection: Connection, webhookUrl: string): Promise<ConnectOutcome> {
    return connectNumber(this.#client, cloudConnection(connection), webhookUrl);
  }

  testCredentials(credentials: TestCredentials): Promise<CredentialsTest> {
    return testCredentials(this.#client, credentials);
  }

  disconnect(connection: Connection): Promise<void> {
    return disconnectNumber(this.#client, cloudConnection(connection), connection.instanceId);
  }

  async send(connection: Connection, message: OutboundMessage): Promise<SendOutcome> {
    const call = sendCall(connection, message);
    if (call.kind === 'refused') return call;
    const result = await this.#client.call(call.cloud, call.request);
    return withAnswer(sendOutcome(result, this.#client.clock.now()), result);
  }

  requestOf(connection: Connection, message: OutboundMessage): ProviderRequest {
    const { cloud, request } = messageCall(connection, message);
    return { method: request.method, url: urlOf(cloud.settings, request), body: request.json };
  }

  updateKeys(message: ToldMessage): string[] {
    return updateKeysOf(message);
  }

  async markRead(connection: Connection, whatsappId: string): Promise<void> {
    await this.#tell(connection, whatsappId, {});
  }

  async showTyping(
    connection: Connection,
    to: { recipient: Recipient; answering: string | undefined },
  ): Promise<void> {
    if (to.answering !== undefined)
      await this.#tell(connection, to.answering, { typing_indicator: { type: 'text' } });
  }

  uploadMedia(
    connection: Connection,
    file: UploadedFile,
  ): Promise<{ providerMediaId: string; expiresAt: Date }> {
    return uploadMedia(this.#client, cloudConnection(connection), file);
  }

  downloadMedia(connection: Connection, providerMediaId: string): Promise<DownloadedFile> {
    return downloadMedia(this.#client, cloudConnection(connection), providerMediaId);
  }

  templates(connection: Connection): Promise<Template[]> {
    return listTemplates(this.#client, cloudConnection(connection));
  }

  interpret(payload: unknown): InboundUpdate[] {
    return interpret(payload);
  }

  async #tell(connection: Connection, whatsappId: string, extra: Record<string, unknown>): Promise<void> {
    const cloud = cloudConnection(connection);
    await this.#client.ask(cloud, {
      method: 'POST',
      path: `${cloud.settings.phoneNumberId}/messages`,
      json: { messaging_product: 'whatsapp', status: 'read', message_id: whatsappId, ...extra },
    });
  }
}

interface MessageCall {
  cloud: CloudConnection;
  request: GraphCall;
}

/** The call that sends a message. @throws when the message cannot be written down */
function messageCall(connection: Connection, message: OutboundMessage): MessageCall {
  const cloud = cloudConnection(connection);
  const path = `${cloud.settings.phoneNumberId}/messages`;
  return { cloud, request: { method: 'POST', path, json: renderMessage(message) } };
}

type SendCall = ({ kind: 'call' } & MessageCall) | Extract<SendOutcome, { kind: 'refused' }>;

/** What cannot even be written down was certainly not sent. */
function sendCall(connection: Connection, message: OutboundMessage): SendCall {
  try {
    return { kind: 'call', ...messageCall(connection, message) };
  } catch (error) {
    return { kind: 'refused', code: 'not_sendable', detail: String(error), pausesInstance: false };
  }
}

/** Graph's errors are a few hundred characters. */
const MOST_KEPT_CHARS = 4_096;

/** Of what was not taken, the answer is kept: it says more than any summary of it. */
function withAnswer(outcome: TriedOutcome, result: Exchange): TriedOutcome {
  return outcome.kind === 'accepted' || result.kind !== 'answered'
    ? outcome
    : { ...outcome, answer: { status: result.status, body: result.body.slice(0, MOST_KEPT_CHARS) } };
}
