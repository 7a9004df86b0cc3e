import { Injectable } from '@nestjs/common';
import { Message, type ConversationId, type TenantId } from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import { RecordAudit } from '../../audit/index.ts';
import type { Recipient } from '../../channels/index.ts';
import { judgeWriting } from '../../contacts/index.ts';
import { isWindowClosed, RecordDepartures } from '../../conversations/index.ts';
import { RecordEvents } from '../../events/index.ts';
import { Clock } from '../../platform/clock.ts';
import { afterCommit, Database, type Tx } from '../../platform/database/database.ts';
import { MicroBatch } from '../../platform/database/micro-batch.ts';
import { AppError } from '../../platform/http/app-error.ts';
import type { Caller } from '../../platform/http/caller.ts';
import { FirstAnswers } from '../../platform/http/first-answers.repository.ts';
import { Lanes } from '../../platform/queue/lanes.ts';
import { AcceptedMessagesRepository, type AcceptedRow } from './accepted-messages.repository.ts';
import { WrittenConversations, type WrittenConversation } from './written-conversations.ts';
import { messageEvent } from '../message-events.ts';
import { presentMessage } from '../present-message.ts';

export type { AcceptedRow } from './accepted-messages.repository.ts';

/** What the caller said of repeating the request: the key it named and the fingerprint of the body. */
export interface Idempotency {
  key: string;
  fingerprint: Buffer;
}

export interface Accepted {
  message: Message;
  /** True when this is the first answer given again. */
  isReplay: boolean;
}

/** A checked request, ready to be kept. */
export interface Acceptance {
  caller: Caller;
  row: AcceptedRow;
  recipient: Recipient;
  idempotency: Idempotency | undefined;
  /** Refuse it when the conversation's 24-hour window is known to be closed. */
  needsOpenWindow: boolean;
  /** It confirms an opt-out, to who just opted out. */
  isDespiteOptOut: boolean;
}

interface Kept {
  acceptance: Acceptance;
  row: AcceptedRow;
  conversationId: ConversationId;
  message: Message;
}

const MOST_IN_BATCH = 200;
const BATCH_WAIT_MS = 2;

/**
 * Keeps accepted messages: message, idempotency record, audit row and event in one transaction, which requests of a
 * tenant that come within 2 ms share. Each gets its answer after the commit.
 */
@Injectable()
export class AcceptBatch {
  readonly #batches = new LRUCache<TenantId, MicroBatch<Acceptance, Accepted>>({ max: 10_000 });

  constructor(
    private readonly database: Database,
    private readonly repository: AcceptedMessagesRepository,
    private readonly conversations: WrittenConversations,
    private readonly recordDepartures: RecordDepartures,
    private readonly firstAnswers: FirstAnswers,
    private readonly audit: RecordAudit,
    private readonly events: RecordEvents,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError contact_blocked, recipient_opted_out, window_closed, idempotency_mismatch */
  async add(acceptance: Acceptance): Promise<Accepted> {
    const { tenantId } = acceptance.caller;
    let batch = this.#batches.get(tenantId);
    if (batch === undefined) {
      batch = new MicroBatch<Acceptance, Accepted>({
        maxItems: MOST_IN_BATCH,
        maxWaitMs: BATCH_WAIT_MS,
        triesAloneAfter: () => true,
        run: (acceptances) => this.database.inTenant(tenantId, (tx) => this.#keep(tenantId, tx, acceptances)),
      });
      this.#batches.set(tenantId, batch);
    }
    return batch.add(acceptance);
  }

  async #keep(tenantId: TenantId, tx: Tx, acceptances: Acceptance[]): Promise<(Accepted | AppError)[]> {
    const answers = new Map<Acceptance, Accepted | AppError>();
    const waiting = () => acceptances.filter((acceptance) => !answers.has(acceptance));
    await this.#answerRepeats(tenantId, tx, waiting(), answers);
    const addressed = waiting();
    const conversations = await this.conversations.of(
      tenantId,
      tx,
      addressed.map(({ row: { instanceId }, recipient }) => ({ instanceId, recipient })),
    );
    const kept = addressed.flatMap((acceptance, place): Kept[] => {
      const conversation = conversations[place];
      if (conversation === undefined) throw new Error('A conversation that was just ensured is missing');
      const row = admitted(acceptance, conversation, this.clock.now());
      if (row instanceof AppError) {
        answers.set(acceptance, row);
        return [];
      }
      const { conversationId } = conversation;
      return [{ acceptance, row, conversationId, message: acceptedMessage(row, conversationId) }];
    });
    const first = await this.#recordFirstAnswers(tenantId, tx, kept, answers);
    await this.#write(tenantId, tx, first);
    for (const { acceptance, message } of first) answers.set(acceptance, { message, isReplay: false });
    return acceptances.map((acceptance) => answers.get(acceptance) ?? new AppError('internal'));
  }

  /** Requests whose key was used before get the first answer again. */
  async #answerRepeats(
    tenantId: TenantId,
    tx: Tx,
    acceptances: Acceptance[],
    answers: Map<Acceptance, Accepted | AppError>,
  ): Promise<void> {
    const keyed = acceptances.filter((acceptance) => acceptance.idempotency !== undefined);
    if (keyed.length === 0) return;
    const found = await this.firstAnswers.find(tenantId, tx, keyed.map(asRepeatable), Message);
    keyed.forEach((acceptance, place) => {
      const answer = found[place];
      if (answer === undefined) return;
      answers.set(acceptance, answer instanceof AppError ? answer : { message: answer, isReplay: true });
    });
  }

  /** @returns those that came first; the others, repeats that raced them, are answered */
  async #recordFirstAnswers(
    tenantId: TenantId,
    tx: Tx,
    kept: Kept[],
    answers: Map<Acceptance, Accepted | AppError>,
  ): Promise<Kept[]> {
    const keyed = kept.filter(({ acceptance }) => acceptance.idempotency !== undefined);
    if (keyed.length === 0) return kept;
    const recorded = await this.firstAnswers.record(
      tenantId,
      tx,
      keyed.map(({ acceptance, message }) => ({
        ...asRepeatable(acceptance),
        statusCode: 202,
        response: message,
      })),
    );
    const late = new Set(keyed.filter((_, place) => recorded[place] !== true));
    await this.#answerRepeats(
      tenantId,
      tx,
      [...late].map(({ acceptance }) => acceptance),
      answers,
    );
    return kept.filter((one) => !late.has(one));
  }

  async #write(tenantId: TenantId, tx: Tx, kept: Kept[]): Promise<void> {
    if (kept.length === 0) return;
    await this.repository.insert(
      tenantId,
      tx,
      kept.map(({ row, conversationId }) => ({ ...row, conversationId })),
    );
    await this.audit.executeEach(
      tenantId,
      tx,
      kept.map(({ acceptance, message }) => ({
        actor: acceptance.caller,
        entry: {
          action: 'message.accepted',
          resourceType: 'message',
          resourceId: message.id,
          after: { instanceId: message.instanceId, recipient: message.recipient, type: message.message.type },
        },
      })),
    );
    await this.events.execute(
      tx,
      kept.map(({ message }) => messageEvent(tenantId, 'message.accepted', message)),
    );
    await this.recordDepartures.execute(
      tenantId,
      tx,
      kept.map(({ row, conversationId }) => ({
        conversationId,
        at: row.createdAt,
        type: row.content.type,
        sentBy: row.metadata.sentBy,
        isScheduled: row.isScheduled,
      })),
    );
    afterCommit(() => {
      const now = this.clock.now();
      for (const { row } of kept) this.lanes.wakeAt('send', row.instanceId, row.runAt, now);
    });
  }
}

/** The message as it is to be kept, or why nobody may write it. */
function admitted(
  { row, needsOpenWindow, isDespiteOptOut }: Acceptance,
  conversation: WrittenConversation,
  now: Date,
): AcceptedRow | AppError {
  const verdict = judgeWriting(conversation, row.runAt);
  if (verdict === 'contact_blocked') return new AppError(verdict);
  if (verdict === 'recipient_opted_out' && !isDespiteOptOut) return new AppError(verdict);
  if (needsOpenWindow && isWindowClosed(conversation.lastInboundAt, now))
    return windowClosed(conversation.lastInboundAt);
  return verdict === 'free' ? row : { ...row, metadata: { ...row.metadata, isDespiteOptOut: true } };
}

const asRepeatable = ({ caller, idempotency }: Acceptance) => ({
  credentialId: caller.credentialId,
  key: idempotency?.key ?? '',
  fingerprint: idempotency?.fingerprint ?? Buffer.alloc(0),
});

const windowClosed = (lastInboundAt: Date | null): AppError =>
  new AppError(
    'window_closed',
    `The customer last wrote at ${lastInboundAt?.toISOString() ?? 'an unknown time'}`,
  );

/** The message as it is at this moment; what the database adds to it later is not in the first answer. */
function acceptedMessage(row: AcceptedRow, conversationId: ConversationId): Message {
  return presentMessage({
    id: row.id,
    instance_id: row.instanceId,
    conversation_id: conversationId,
    message_id: row.whatsappId,
    direction: 'outbound',
    recipient: row.recipient,
    sender: row.sender,
    content: row.content,
    status: 'pending',
    metadata: row.metadata,
    priority: row.priority,
    attempt: 0,
    run_at: row.runAt,
    error_code: null,
    error_detail: null,
    created_at: row.createdAt,
    processed_at: null,
    updated_at: row.createdAt,
  });
}
