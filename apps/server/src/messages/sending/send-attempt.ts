import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { OutboundContent, type MessageId } from '@recado/contracts';
import {
  ChannelError,
  type Channel,
  type Connection,
  type Pace,
  type PacedMessage,
  type SendOutcome,
} from '../../channels/index.ts';
import { isWindowClosed, parseRecipient } from '../../conversations/index.ts';
import { refusalToSend } from '../../contacts/index.ts';
import { MediaNotReady, PrepareMedia } from '../../media/index.ts';
import { AppError } from '../../platform/http/app-error.ts';
import { MessageMetadata } from '../present-message.ts';
import type { Claim } from './claims.repository.ts';
import { MessagesQueries, type SentOrReceived } from '../messages.queries.ts';
import { pacing } from './sending-policy.ts';

export interface AttemptContext {
  connection: Connection;
  channel: Channel;
  pacing: Pick<PacedMessage, 'pacing' | 'newContactsPerDay'>;
  /** False once the lease or the claim can no longer be relied on. Asked right before the wire is touched. */
  mayAct(): boolean;
  signal: AbortSignal;
  now(): Date;
}

export type AttemptOutcome = SendOutcome | Waiting;

/** It may not leave yet; the claim goes back, with the reason shown on the message. */
type Waiting = Extract<Pace, { kind: 'wait' }>;

const UNTOUCHED = { kind: 'untouched' } as const;

/** One try to send one claimed message. */
@Injectable()
export class SendAttempt {
  constructor(
    private readonly media: PrepareMedia,
    private readonly queries: MessagesQueries,
  ) {}

  /** Never throws for what the provider, the network or the content did. */
  async execute(claim: Claim, context: AttemptContext): Promise<AttemptOutcome> {
    try {
      return await this.#prepareAndSend(claim, context);
    } catch (error) {
      return notSent(error);
    }
  }

  async #prepareAndSend(claim: Claim, context: AttemptContext): Promise<AttemptOutcome> {
    const { channel, connection } = context;
    const content = OutboundContent.parse(claim.content);
    const { replyTo, isDespiteOptOut = false } = MessageMetadata.parse(claim.metadata);
    const refusal = refusalOf(claim, { content, isDespiteOptOut, channel, now: context.now() });
    if (refusal !== undefined) return refusal;
    const answered = await this.#answered(claim, replyTo);
    if (answered === null)
      return refused('reply_target_not_sent', 'The message it answers or changes was not sent');
    const media = await this.media.execute(connection, channel, content);
    const pace = await this.#pace(claim, context, content);
    if (pace.kind === 'wait') return pace;
    await this.#showTyping(claim, context, content, pace.typingMs);
    if (!context.mayAct()) return UNTOUCHED;
    return channel
      .send(connection, {
        id: claim.id,
        recipient: parseRecipient(claim.recipient),
        content,
        media,
        whatsappId: channel.newWhatsappId === undefined ? undefined : (claim.whatsappId ?? undefined),
        replyToWhatsappId: answered?.whatsappId,
        answers: answered,
      })
      .catch((error: unknown) => ({ kind: 'in_doubt', detail: `The channel broke off: ${String(error)}` }));
  }

  async #pace(claim: Claim, context: AttemptContext, content: OutboundContent): Promise<Pace> {
    const { channel, connection, pacing: settings } = context;
    const asked = content.options?.typing === true ? pacing(content.options).typingMs : 0;
    const pace = await channel.pace?.(connection, {
      recipient: parseRecipient(claim.recipient),
      content,
      lastInboundAt: claim.lastInboundAt,
      ...settings,
    });
    if (pace?.kind === 'wait') return pace;
    return { kind: 'go', typingMs: Math.max(asked, pace?.typingMs ?? 0) };
  }

  /** A courtesy: what goes wrong with it does not stop the message. */
  async #showTyping(
    claim: Claim,
    context: AttemptContext,
    content: OutboundContent,
    typingMs: number,
  ): Promise<void> {
    const { channel, connection } = context;
    const isWanted = content.options?.typing === true || typingMs > 0;
    if (!isWanted || channel.capabilities.typing === 'never') return;
    const answering =
      (await this.queries.lastInboundWhatsappId(claim.tenantId, claim.conversationId)) ?? undefined;
    if (channel.capabilities.typing === 'as_answer' && answering === undefined) return;
    await channel
      .showTyping(connection, { recipient: parseRecipient(claim.recipient), answering })
      .catch(() => undefined);
    await pause(typingMs, undefined, { signal: context.signal }).catch(() => undefined);
  }

  /** @returns undefined when it answers nothing, null when what it answers was not sent */
  async #answered(claim: Claim, replyTo: MessageId | undefined): Promise<SentOrReceived | null | undefined> {
    return replyTo === undefined ? undefined : this.queries.answered(claim.tenantId, replyTo);
  }
}

/** Why it must not leave any more: what it was accepted under changed while it waited. */
function refusalOf(
  claim: Claim,
  message: { content: OutboundContent; isDespiteOptOut: boolean; channel: Channel; now: Date },
): SendOutcome | undefined {
  const { content, isDespiteOptOut, channel, now } = message;
  const refusal = refusalToSend(claim, isDespiteOptOut, now);
  if (refusal !== undefined) return refused(refusal, whyNot[refusal]);
  const needsOpenWindow = channel.capabilities.hasServiceWindow && content.type !== 'template';
  return needsOpenWindow && isWindowClosed(claim.lastInboundAt, now)
    ? refused(
        'window_closed',
        'More than 24 hours have passed since the customer last wrote; send a template',
      )
    : undefined;
}

const whyNot = {
  contact_blocked: 'The contact was blocked while the message waited',
  recipient_opted_out: 'The contact opted out while the message waited',
} as const;

const refused = (code: string, detail: string): SendOutcome => ({
  kind: 'refused',
  code,
  detail,
  pausesInstance: false,
});

/** What failed before the message itself was on the wire; `channel.send` never throws. */
function notSent(error: unknown): SendOutcome {
  if (error instanceof ChannelError) return error.failure;
  if (error instanceof MediaNotReady)
    return {
      kind: 'retry',
      code: 'media_not_ready',
      detail: error.message,
      scope: error.failure?.scope ?? 'message',
      retryAfterMs: error.retryAfterMs,
    };
  if (error instanceof AppError && error.status < 500) return refused(error.code, error.message);
  const detail = error instanceof Error ? error.message : String(error);
  return { kind: 'retry', code: 'internal', detail, scope: 'message' };
}
