import { Injectable } from '@nestjs/common';
import type { MessageId, OutboundContent, SendMessageRequest } from '@recado/contracts';
import { Channels, type Channel, type Recipient } from '../../channels/index.ts';
import { parseRecipient } from '../../conversations/index.ts';
import { SendingInstances, type SendingInstance } from '../../instances/index.ts';
import { CheckMedia } from '../../media/index.ts';
import { Clock } from '../../platform/clock.ts';
import { AppError, notFound } from '../../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';
import { invalidRequest } from '../../platform/http/validation-pipe.ts';
import { TemplateCatalog } from '../../templates/index.ts';
import { AcceptBatch, type Accepted, type AcceptedRow, type Idempotency } from './accept-batch.ts';
import { BacklogLimit } from './backlog-limit.ts';
import { MessagesQueries } from '../messages.queries.ts';
import { priorityRank, type MessageMetadata, type SentBy } from '../present-message.ts';
import { pacing } from '../sending/sending-policy.ts';

const FARTHEST_SEND_MS = 90 * 24 * 60 * 60 * 1_000;

/** How a message came to be sent, where the request does not say it. */
export interface Origin {
  idempotency?: Idempotency | undefined;
  /** Absent: the caller's user, if it is one. */
  sentBy?: SentBy | undefined;
  /** It confirms an opt-out, to who just opted out. */
  isDespiteOptOut?: boolean;
}

/**
 * `POST /messages/send`: checks all that can be known now, then keeps the message. Once it returns, the message is
 * in the database and will be sent, or will say why not.
 */
@Injectable()
export class AcceptMessage {
  constructor(
    private readonly instances: SendingInstances,
    private readonly channels: Channels,
    private readonly backlog: BacklogLimit,
    private readonly media: CheckMedia,
    private readonly templates: TemplateCatalog,
    private readonly queries: MessagesQueries,
    private readonly batch: AcceptBatch,
    private readonly clock: Clock,
  ) {}

  async execute(
    caller: Caller,
    request: SendMessageRequest,
    { idempotency, sentBy, isDespiteOptOut = false }: Origin,
  ): Promise<Accepted> {
    const instance = await this.#instance(caller, request);
    await this.backlog.assertRoom(caller.tenantId, instance.id);
    const channel = this.channels.for(instance.channel);
    const recipient = parseRecipient(request.recipient);
    assertChannelCan(channel, request.message, recipient);
    await this.media.execute(caller.tenantId, request.message, caller.instanceIds);
    const now = this.clock.now();
    const row: AcceptedRow = {
      id: this.clock.newId(),
      instanceId: instance.id,
      recipient: recipient.value,
      whatsappId: channel.newWhatsappId?.() ?? null,
      sender: instance.phoneNumber,
      content: request.message,
      metadata: {
        ...(await this.#answered(caller, request, recipient)),
        ...sentByOf(caller, sentBy),
      },
      priority: priorityRank(request.priority),
      createdAt: now,
      ...sendingTimes(request, now),
    };
    const needsOpenWindow = channel.capabilities.hasServiceWindow && request.message.type !== 'template';
    try {
      return await this.batch.add({ caller, row, recipient, idempotency, needsOpenWindow, isDespiteOptOut });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'window_closed') throw error;
      const templates = await this.templates.namesThatWouldDo(caller.tenantId, instance.id);
      throw new AppError('window_closed', error.message, { templates });
    }
  }

  async #instance(caller: Caller, request: SendMessageRequest): Promise<SendingInstance> {
    const instance = await this.instances.of(caller.tenantId, request.instanceId);
    if (instance === undefined || !mayUseInstance(caller, instance.id)) throw notFound('The instance');
    // What is accepted while a linked session opens again will be sent; before a phone is linked nobody can say.
    const isOnTheWay = instance.status === 'connecting' && instance.isLinked;
    if (!instance.isActive || (instance.status !== 'connected' && !isOnTheWay))
      throw new AppError('instance_not_connected', instance.reason ?? undefined);
    return instance;
  }

  /** What the message answers, reacts to or changes must be a message of the same instance. */
  async #answered(
    caller: Caller,
    request: SendMessageRequest,
    recipient: Recipient,
  ): Promise<MessageMetadata> {
    const { message, replyTo, instanceId } = request;
    const target = targetOf(message) ?? replyTo;
    if (target === undefined) return {};
    const path = targetOf(message) === undefined ? ['replyTo'] : ['message', 'content', 'messageId'];
    const found = await this.queries.whereabouts(caller.tenantId, target, instanceId);
    if (found === undefined) throw invalidRequest([{ path, message: 'No such message in this instance' }]);
    const refusal = changeRefusal(message, recipient, found);
    if (refusal !== undefined) throw invalidRequest([{ path, message: refusal }]);
    return { replyTo: target };
  }
}

function sentByOf({ userId }: Caller, sentBy: SentBy | undefined): Pick<MessageMetadata, 'sentBy'> {
  if (sentBy !== undefined) return { sentBy };
  return userId === undefined ? {} : { sentBy: { userId } };
}

/** The message that this one is about; undefined for one that can stand alone. */
function targetOf(message: OutboundContent): MessageId | undefined {
  switch (message.type) {
    case 'reaction':
    case 'edit':
    case 'delete':
      return message.content.messageId;
    default:
      return undefined;
  }
}

/** WhatsApp lets people change what they sent themselves, and admins delete what others wrote in their group. */
function changeRefusal(
  { type }: OutboundContent,
  recipient: Recipient,
  target: { isOwn: boolean; chat: string },
): string | undefined {
  if (type !== 'edit' && type !== 'delete') return undefined;
  if (target.isOwn) return target.chat === recipient.value ? undefined : 'went to another recipient';
  return type === 'delete' && recipient.kind === 'group' ? undefined : 'was not sent by this instance';
}

function assertChannelCan(channel: Channel, content: OutboundContent, recipient: Recipient): void {
  const { types, canSendToGroups } = channel.capabilities;
  if (!types.has(content.type))
    throw new AppError(
      'not_supported_by_channel',
      `A ${channel.kind} instance cannot send messages of type ${content.type}`,
    );
  if (recipient.kind === 'group' && !canSendToGroups)
    throw new AppError('not_supported_by_channel', `A ${channel.kind} instance cannot send to groups`);
  if (recipient.kind === 'lid' && channel.kind === 'cloud')
    throw new AppError('not_supported_by_channel', 'A cloud instance cannot send to a LID');
  if (recipient.kind === 'bsuid' && channel.kind === 'web')
    throw new AppError('not_supported_by_channel', 'A web instance cannot send to a business-scoped id');
}

function sendingTimes(
  request: SendMessageRequest,
  now: Date,
): Pick<AcceptedRow, 'runAt' | 'isScheduled' | 'expiresAt'> {
  const sendAt = request.sendAt === undefined ? undefined : new Date(request.sendAt);
  if (sendAt !== undefined && sendAt.getTime() - now.getTime() > FARTHEST_SEND_MS)
    throw invalidRequest([{ path: ['sendAt'], message: 'must be at most 90 days ahead' }]);
  const isScheduled = sendAt !== undefined && sendAt > now;
  const { waitMs } = pacing(request.message.options);
  const runAt = new Date((isScheduled ? sendAt : now).getTime() + waitMs);
  const expiresAt = request.expiresAt === undefined ? null : new Date(request.expiresAt);
  if (expiresAt !== null && expiresAt <= runAt)
    throw invalidRequest([{ path: ['expiresAt'], message: 'must be later than the time of sending' }]);
  return { runAt, isScheduled, expiresAt };
}
