import { Injectable } from '@nestjs/common';
import type { WASocket } from 'baileys';
import { Clock } from '../../../platform/clock.ts';
import type { Connection, OutboundMessage, SendOutcome } from '../../channel.ts';
import { loadBaileys } from '../baileys.ts';
import { PollsQueries } from '../inbound/polls.queries.ts';
import { LeaseLost, type SessionHold } from '../sessions/held-session.ts';
import { SessionRegistry } from '../sessions/session-registry.ts';
import type { AccountLimits as Limits } from './account-limits-policy.ts';
import { AccountLimits } from './account-limits.ts';
import { ackOutcome, NEW_CHAT_CAPPED, REACHOUT_LOCKED, STALE_SESSION } from './ack-outcome-policy.ts';
import { jidOf } from './address.ts';
import { FindNumber } from './find-number.ts';
import { KnownRecipients } from './known-recipients.ts';
import { OutreachRepository } from './outreach.repository.ts';
import { relayOnce, type Relayed, type RelayResult } from './relay-once.ts';
import { renderMessage } from './render-message.ts';
import { newWhatsappId } from './whatsapp-id.ts';
import { WriteDown } from './write-down.ts';

/** For the message itself; what comes before and after it is short. The port allows 20 s. */
const SETTLE_WITHIN_MS = 15_000;
const AGAIN_AFTER_MS = 5_000;

const UNTOUCHED = { kind: 'untouched' } as const;

/** An open session in this process. */
interface Open {
  hold: SessionHold;
  socket: WASocket;
}

/** Sends one message over the session that this process holds. */
@Injectable()
export class SendMessage {
  constructor(
    private readonly registry: SessionRegistry,
    private readonly writeDown: WriteDown,
    private readonly polls: PollsQueries,
    private readonly findNumber: FindNumber,
    private readonly outreach: OutreachRepository,
    private readonly known: KnownRecipients,
    private readonly limits: AccountLimits,
    private readonly clock: Clock,
  ) {}

  /** Never throws for what WhatsApp, the network or the content did. */
  async execute(connection: Connection, message: OutboundMessage): Promise<SendOutcome> {
    const session = this.registry.of(connection.instanceId);
    if (session?.socket === undefined || !session.hold.mayAct()) return UNTOUCHED;
    const open: Open = { hold: session.hold, socket: session.socket };
    const deadlineMs = this.clock.monotonicMs() + SETTLE_WITHIN_MS;
    try {
      const chat = await this.#chatOf(connection, message);
      if (chat === null) return refused('not_on_whatsapp', `${message.recipient.value} is not on WhatsApp`);
      const relayed = await this.#prepare(open, message, chat);
      return await this.#relay(open, message, relayed, deadlineMs);
    } catch (error) {
      // All that comes before the bytes; the relay itself never throws.
      if (error instanceof LeaseLost) return UNTOUCHED;
      if (error instanceof NotSendable) return refused('not_sendable', error.message);
      return notBegun(error instanceof Error ? error.message : String(error));
    }
  }

  /** The address that WhatsApp uses for a number may differ from it, as in Brazil. Null when it is not on WhatsApp. */
  async #chatOf({ tenantId }: Connection, { recipient }: OutboundMessage): Promise<string | null> {
    if (recipient.kind !== 'phone') return jidOf(recipient);
    const known = await this.findNumber.known(tenantId, recipient.value);
    return known === undefined ? jidOf(recipient) : known.whatsappId;
  }

  /** Writes the message down before its first byte goes out, so that a recipient who asks for it again gets it. */
  async #prepare({ hold, socket }: Open, message: OutboundMessage, chat: string): Promise<Relayed> {
    const baileys = await loadBaileys();
    const whatsappId = message.whatsappId ?? newWhatsappId();
    const { tenantId, instanceId } = hold;
    // A poll keeps its secret over all tries: who voted on the first must be read by the same.
    const isPoll = message.content.type === 'poll';
    const earlier = isPoll ? await this.polls.find(tenantId, instanceId, whatsappId) : undefined;
    const context = { baileys, chat, ownJid: socket.user?.id ?? '', pollSecret: earlier?.secret };
    const rendered = await renderMessage({ ...message, whatsappId }, context).catch((error: unknown) => {
      throw new NotSendable(error instanceof Error ? error.message : String(error));
    });
    const content = baileys.proto.Message.encode(rendered.message).finish();
    await this.writeDown.execute(hold, { whatsappId, chat, content });
    const nodes = rendered.isPoll ? [{ tag: 'meta', attrs: { polltype: 'creation' } }] : [];
    return { chat, whatsappId, message: rendered.message, attributes: rendered.attributes, nodes };
  }

  async #relay(
    open: Open,
    message: OutboundMessage,
    relayed: Relayed,
    deadlineMs: number,
  ): Promise<SendOutcome> {
    const relay = () =>
      relayOnce(open.socket, relayed, {
        mayAct: () => open.hold.mayAct(),
        settleWithinMs: Math.max(0, deadlineMs - this.clock.monotonicMs()),
      });
    const first = await relay();
    if (!isStale(first)) return this.#outcome(open, message, relayed, first);
    await refreshDevices(open.socket, relayed.chat).catch(() => undefined);
    return this.#outcome(open, message, relayed, await relay());
  }

  async #outcome(
    open: Open,
    message: OutboundMessage,
    { whatsappId }: Relayed,
    result: RelayResult,
  ): Promise<SendOutcome> {
    switch (result.kind) {
      case 'not_begun':
        return result.reason === 'forbidden' ? UNTOUCHED : notBegun(result.detail);
      case 'unanswered':
        return { kind: 'in_doubt', detail: result.detail };
      case 'answered': {
        const { answer } = result;
        const limits = answer.kind === 'refused' ? await this.#limitsAfter(open, message, answer.code) : {};
        return ackOutcome(answer, { whatsappId, limits, now: this.clock.now() });
      }
    }
  }

  /** What WhatsApp lets the account do, as far as it is known once it refused a message. */
  async #limitsAfter(open: Open, message: OutboundMessage, code: string): Promise<Limits> {
    if (isAboutNewChats(code)) await this.#learn(open, message);
    return this.limits.of(open.hold).catch(() => ({}));
  }

  async #learn({ hold, socket }: Open, { recipient }: OutboundMessage): Promise<void> {
    const asked = this.limits.refresh(hold, socket);
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 2_000))]);
    this.known.forget(hold.instanceId, recipient.value);
    await this.outreach.remove(hold.tenantId, hold.instanceId, recipient.value).catch(() => undefined);
  }
}

/** The message cannot be written down; another try would fail alike. */
class NotSendable extends Error {
  constructor(detail: string) {
    super(detail);
    this.name = 'NotSendable';
  }
}

const refused = (code: string, detail: string): SendOutcome => ({
  kind: 'refused',
  code,
  detail,
  pausesInstance: false,
});

const notBegun = (detail: string): SendOutcome => ({
  kind: 'retry',
  code: 'not_sent',
  detail,
  scope: 'message',
  retryAfterMs: AGAIN_AFTER_MS,
});

const isStale = (result: RelayResult): boolean =>
  result.kind === 'answered' && result.answer.kind === 'refused' && result.answer.code === STALE_SESSION;

const isAboutNewChats = (code: string): boolean => code === REACHOUT_LOCKED || code === NEW_CHAT_CAPPED;

/** Asks anew which devices a recipient has, and makes sessions with them. */
async function refreshDevices(socket: WASocket, chat: string): Promise<void> {
  const devices = await socket.getUSyncDevices([chat], false, false);
  await socket.assertSessions(
    devices.map(({ jid }) => jid),
    true,
  );
}
