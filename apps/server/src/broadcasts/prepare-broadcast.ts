import { Injectable } from '@nestjs/common';
import type { BroadcastPreview, CreateBroadcast, OutboundType } from '@recado/contracts';
import { Channels, type Channel } from '../channels/index.ts';
import { SendingInstances, type SendingInstance } from '../instances/index.ts';
import { CheckMedia } from '../media/index.ts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';
import type { ListedRecipient } from './audience/audience-policy.ts';
import { PrepareAudience } from './audience/prepare-audience.ts';

/** These are about one message of one chat. */
const NOT_FOR_MANY: ReadonlySet<OutboundType> = new Set(['reaction', 'edit', 'delete']);

export interface PreparedBroadcast {
  instance: SendingInstance;
  recipients: ListedRecipient[];
  preview: BroadcastPreview;
}

/** Checks what can be known of a broadcast before it is kept, and shows what it would do. */
@Injectable()
export class PrepareBroadcast {
  constructor(
    private readonly instances: SendingInstances,
    private readonly channels: Channels,
    private readonly media: CheckMedia,
    private readonly prepareAudience: PrepareAudience,
  ) {}

  /** @throws AppError not_found (the instance), forbidden, invalid_request, not_supported_by_channel, media_invalid */
  async execute(caller: Caller, request: CreateBroadcast): Promise<PreparedBroadcast> {
    // Whoever may not send one message may not send many.
    if (!caller.permissions.has('messages:send'))
      throw new AppError('forbidden', 'The permission messages:send is needed');
    const instance = await this.instances.of(caller.tenantId, request.instanceId);
    if (instance === undefined || !mayUseInstance(caller, instance.id)) throw notFound('The instance');
    const { message } = request;
    const channel = this.channels.for(instance.channel);
    assertForMany(channel, message.type);
    await this.media.execute(caller.tenantId, message, caller.instanceIds);
    const { recipients, ...audience } = await this.prepareAudience.execute(caller.tenantId, request);
    return {
      instance,
      recipients,
      preview: { total: recipients.length, ...audience, hints: hintsFor(channel, message.type) },
    };
  }
}

function assertForMany(channel: Channel, type: OutboundType): void {
  if (NOT_FOR_MANY.has(type))
    throw invalidRequest([
      { path: ['message', 'type'], message: `${type} is about one message, and not for many recipients` },
    ]);
  if (!channel.capabilities.types.has(type))
    throw new AppError(
      'not_supported_by_channel',
      `A ${channel.kind} instance cannot send messages of type ${type}`,
    );
}

const hintsFor = ({ capabilities }: Channel, type: OutboundType): string[] =>
  capabilities.hasServiceWindow && type !== 'template'
    ? [
        'Only an approved template reaches who did not write in the last 24 hours; the others get the result failed, with the reason window_closed or what WhatsApp says.',
      ]
    : [];
