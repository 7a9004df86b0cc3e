import { Injectable } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import type { WASocket } from 'baileys';
import { BriefCache } from '../../../platform/brief-cache.ts';
import { Clock } from '../../../platform/clock.ts';
import { ChannelError } from '../../channel.ts';
import { bareJid } from '../inbound/jid.ts';
import { NumberChecksRepository, type NumberCheck } from './number-checks.repository.ts';

const HOUR_MS = 60 * 60_000;
/** People change numbers seldom; who is not on WhatsApp may join it any time. */
const FOUND_FRESH_MS = 7 * 24 * HOUR_MS;
const MISSING_FRESH_MS = HOUR_MS;
/** For how long what another process learnt may not be seen here. */
const IN_MEMORY = { ttlMs: 60_000, maxEntries: 20_000 };

/** Whether numbers are on WhatsApp. Asking about many looks like spam, so answers are kept. */
@Injectable()
export class FindNumber {
  readonly #near: BriefCache<NumberCheck | undefined>;

  constructor(
    private readonly checks: NumberChecksRepository,
    private readonly clock: Clock,
  ) {
    this.#near = new BriefCache({ ...IN_MEMORY, clock });
  }

  /** What is known without asking; undefined when that is nothing, or too old. @param phoneNumber E.164 */
  async known(tenantId: TenantId, phoneNumber: string): Promise<NumberCheck | undefined> {
    const check = await this.#near.get(keyOf(tenantId, phoneNumber), () =>
      this.checks.find(tenantId, phoneNumber),
    );
    if (check === undefined) return undefined;
    const freshMs = check.whatsappId === null ? MISSING_FRESH_MS : FOUND_FRESH_MS;
    return this.clock.now().getTime() - check.checkedAt.getTime() < freshMs ? check : undefined;
  }

  /** @returns WhatsApp's address, null when the number is not on WhatsApp. @throws ChannelError when it does not answer */
  async ask(socket: WASocket, tenantId: TenantId, phoneNumber: string): Promise<string | null> {
    const answer = await socket.onWhatsApp(phoneNumber.replace('+', '')).catch(() => undefined);
    if (answer === undefined)
      throw new ChannelError({
        kind: 'retry',
        code: 'no_answer',
        detail: 'WhatsApp did not say whether the number is on WhatsApp',
        scope: 'message',
      });
    const found = answer.find(({ exists }) => exists);
    const whatsappId = found === undefined ? null : bareJid(found.jid);
    await this.checks.save(tenantId, phoneNumber, whatsappId);
    this.#near.forget(keyOf(tenantId, phoneNumber));
    return whatsappId;
  }
}

const keyOf = (tenantId: TenantId, phoneNumber: string): string => `${tenantId}:${phoneNumber}`;
