import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { InstanceId, MessageId, OutboundContent } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import { AcceptMessage } from '../../messages/index.ts';
import { automaticCaller } from '../../platform/http/caller.ts';
import type { BroadcastRow } from '../present-broadcast.ts';
import type { Settled } from './dispatch.repository.ts';
import { refusalOf, type Refusal } from './refusal-policy.ts';

/** A recipient whose message is to be accepted. */
export interface ToAccept {
  place: number;
  phoneNumber: string;
  message: OutboundContent;
  /** How often that ended in an error which nobody foresaw. */
  attempt: number;
}

/** How the whole broadcast goes on after a round that could not accept all. */
export interface Wait {
  untilMs: number;
  code: string;
  detail: string;
}

const MOST_ATTEMPTS = 5;
const RETRY_MS = 2_000;

/**
 * Accepts the messages of a round, all at once so that they share transactions. A recipient's place is the idempotency key:
 * however often it is repeated, there is one message.
 */
@Injectable()
export class AcceptRecipients {
  constructor(
    private readonly acceptMessage: AcceptMessage,
    private readonly logger: PinoLogger,
  ) {}

  async execute(
    broadcast: BroadcastRow & { instance_id: InstanceId },
    recipients: ToAccept[],
  ): Promise<{ settled: Settled[]; wait: Wait | undefined }> {
    const outcomes = await Promise.all(
      recipients.map(async (recipient) => ({ recipient, outcome: await this.#accept(broadcast, recipient) })),
    );
    const settled = outcomes.map(({ recipient, outcome }) => settledBy(recipient, outcome));
    const waits = outcomes.flatMap(({ recipient, outcome }) => waitOf(recipient, outcome) ?? []);
    const [longest] = waits.toSorted((a, b) => b.untilMs - a.untilMs);
    return { settled, wait: longest };
  }

  async #accept(
    { id, tenant_id: tenantId, instance_id: instanceId }: BroadcastRow & { instance_id: InstanceId },
    { place, phoneNumber, message }: ToAccept,
  ): Promise<Refusal | { kind: 'accepted'; messageId: MessageId }> {
    try {
      const accepted = await this.acceptMessage.execute(
        automaticCaller(tenantId, id),
        { instanceId, recipient: phoneNumber, message, priority: 'low' },
        {
          // The same whatever became of the contact between two tries: the first message counts.
          idempotency: { key: String(place), fingerprint: fingerprintOf(id, place) },
          sentBy: { broadcastId: id },
        },
      );
      return { kind: 'accepted', messageId: accepted.message.id };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.kind === 'unforeseen')
        this.logger.warn({ err: error, broadcastId: id, place }, 'a recipient could not be accepted');
      return refusal;
    }
  }
}

type Outcome = Refusal | { kind: 'accepted'; messageId: MessageId };

const fingerprintOf = (id: string, place: number): Buffer =>
  createHash('sha256')
    .update(`${id}:${String(place)}`)
    .digest();

function settledBy({ place, attempt }: ToAccept, outcome: Outcome): Settled {
  switch (outcome.kind) {
    case 'accepted':
      return { place, state: 'accepted', messageId: outcome.messageId };
    case 'failed':
    case 'skipped':
      return { place, state: outcome.kind, code: outcome.code, detail: outcome.detail };
    case 'wait':
      return { place, state: 'pending' };
    case 'unforeseen':
      return attempt + 1 < MOST_ATTEMPTS
        ? { place, state: 'accepting' }
        : {
            place,
            state: 'failed',
            code: 'internal',
            detail: `Something went wrong on our side ${String(MOST_ATTEMPTS)} times`,
          };
  }
}

function waitOf({ attempt }: ToAccept, outcome: Outcome): Wait | undefined {
  if (outcome.kind === 'wait') return { untilMs: outcome.waitMs, code: outcome.code, detail: outcome.detail };
  if (outcome.kind !== 'unforeseen') return undefined;
  return {
    untilMs: RETRY_MS * (attempt + 1),
    code: 'internal',
    detail: 'Something went wrong on our side; it is tried again',
  };
}
