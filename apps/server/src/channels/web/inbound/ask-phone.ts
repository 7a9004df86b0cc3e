import { Injectable } from '@nestjs/common';
import type { WASocket } from 'baileys';
import { PinoLogger } from 'nestjs-pino';
import { WorkerDatabase } from '../../../platform/database/database.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { StanzasRepository } from './stanzas.repository.ts';

/** How many at once: each is a message to our own phone. */
const MOST = 20;

/**
 * Asks our own phone for messages that came while nobody could store or read them. It answers with their content, which comes in
 * as any message does. WhatsApp gives them no second time; the phone does for 14 days, while it is online.
 */
@Injectable()
export class AskPhone {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly stanzas: StanzasRepository,
    private readonly logger: PinoLogger,
  ) {}

  /**
   * @param when `seenBefore`: what came later may still be under way; `openedAt`: when this connection was opened
   * @returns whether there may be more to ask for
   */
  async execute(
    hold: SessionHold,
    socket: WASocket,
    when: { seenBefore: Date; openedAt: Date },
  ): Promise<boolean> {
    const { tenantId, instanceId } = hold;
    const gaps = await this.database.transaction(async (tx) => {
      await hold.assertHeld(tx);
      return this.stanzas.takeToAsk(tenantId, tx, instanceId, { ...when, limit: MOST });
    });
    if (gaps.length === 0 || !hold.mayAct()) return false;
    this.logger.info({ instanceId, count: gaps.length }, 'the phone is asked for messages that are missing');
    const asked = await Promise.allSettled(
      gaps.map(({ id, chat, participant, isFromMe }) =>
        socket.requestPlaceholderResend({
          id,
          remoteJid: chat,
          fromMe: isFromMe,
          ...(participant !== '' && { participant }),
        }),
      ),
    );
    for (const result of asked)
      if (result.status === 'rejected') {
        const err: unknown = result.reason;
        this.logger.warn({ err, instanceId }, 'the phone could not be asked for a message');
      }
    return gaps.length === MOST;
  }
}
