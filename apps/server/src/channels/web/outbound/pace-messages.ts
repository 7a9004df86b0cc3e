import { Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../../platform/clock.ts';
import type { Connection, Pace, PacedMessage, Recipient } from '../../channel.ts';
import { SessionRegistry } from '../sessions/session-registry.ts';
import { AccountLimits } from './account-limits.ts';
import { AccountLimits as Limits } from './account-limits-policy.ts';
import { FindNumber } from './find-number.ts';
import { KnownRecipients } from './known-recipients.ts';
import { otherNameOf } from './other-name.ts';
import { OutreachRepository, type Outreach } from './outreach.repository.ts';
import { gapMs, paceOf } from './pacing-policy.ts';

/** Has each number used as a person would, and within what WhatsApp allows its account. */
@Injectable()
export class PaceMessages {
  // A number's messages leave from the process that holds its session, so its pauses are kept there.
  readonly #nextFreeAt = new LRUCache<InstanceId, Date>({ max: 10_000 });

  constructor(
    private readonly registry: SessionRegistry,
    private readonly outreach: OutreachRepository,
    private readonly known: KnownRecipients,
    private readonly limits: AccountLimits,
    private readonly findNumber: FindNumber,
    private readonly clock: Clock,
  ) {}

  async execute(connection: Connection, message: PacedMessage): Promise<Pace> {
    const { instanceId } = connection;
    const { recipient } = message;
    const facts = this.#isCloseBy(instanceId, message) ? undefined : await this.#facts(connection, message);
    const random = Math.random();
    const now = this.clock.now();
    const limits = Limits.catch({}).parse(facts?.limits ?? {});
    const pace = paceOf({
      now,
      content: message.content,
      pacing: message.pacing,
      random,
      nextFreeAt: this.#nextFreeAt.get(instanceId),
      limits,
      newContact: facts
        ? { linkedAt: facts.linkedAt, perDay: message.newContactsPerDay, startedAt: facts.startedAt }
        : undefined,
    });
    if (facts !== undefined) this.#refresh(instanceId, limits);
    if (pace.kind === 'wait') return pace;
    if (facts !== undefined) await this.#approach(connection, recipient);
    this.#nextFreeAt.set(instanceId, new Date(now.getTime() + pace.typingMs + gapMs(random)));
    return pace;
  }

  /** Who wrote to us is no stranger, nor is to whom we are known to have written, by whatever name. */
  #isCloseBy(instanceId: InstanceId, { recipient, lastInboundAt }: PacedMessage): boolean {
    return !isPerson(recipient) || lastInboundAt !== null || this.known.has(instanceId, recipient.value);
  }

  /** @returns undefined when it is no stranger */
  async #facts(
    { tenantId, instanceId }: Connection,
    { recipient }: PacedMessage,
  ): Promise<Outreach | undefined> {
    const facts = await this.outreach.of(tenantId, instanceId, await this.#namesOf(instanceId, recipient));
    if (!facts.isKnown) return facts;
    this.known.add(instanceId, recipient.value);
    return undefined;
  }

  async #namesOf(instanceId: InstanceId, recipient: Recipient): Promise<Recipient[]> {
    const socket = this.registry.of(instanceId)?.socket;
    if (socket === undefined) return [recipient];
    const other = await otherNameOf(socket, recipient).catch(() => undefined);
    return other === undefined ? [recipient] : [recipient, other];
  }

  #refresh(instanceId: InstanceId, limits: Limits): void {
    const session = this.registry.of(instanceId);
    if (session?.socket !== undefined) this.limits.refreshIfStale(session.hold, session.socket, limits);
  }

  /** Writing to numbers that are not on WhatsApp makes it suspicious: ask before the first message. */
  async #approach({ tenantId, instanceId }: Connection, recipient: Recipient): Promise<void> {
    if (recipient.kind === 'phone') {
      const isOnWhatsapp = await this.#isOnWhatsapp({ tenantId, instanceId }, recipient.value);
      // The attempt refuses it, with the reason; no contact was made.
      if (!isOnWhatsapp) return;
    }
    await this.outreach.add(tenantId, instanceId, recipient.value);
    this.known.add(instanceId, recipient.value);
  }

  async #isOnWhatsapp(
    { tenantId, instanceId }: Pick<Connection, 'tenantId' | 'instanceId'>,
    phoneNumber: string,
  ): Promise<boolean> {
    const known = await this.findNumber.known(tenantId, phoneNumber);
    if (known !== undefined) return known.whatsappId !== null;
    const socket = this.registry.of(instanceId)?.socket;
    if (socket === undefined) return true;
    return (await this.findNumber.ask(socket, tenantId, phoneNumber)) !== null;
  }
}

const isPerson = ({ kind }: Recipient): boolean => kind !== 'group';
