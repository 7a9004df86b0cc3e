import { z } from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import type { SessionNews } from './session-journal.ts';
import { reasonOf } from './session-reasons.ts';
import type { SocketRun } from './socket-run.ts';
import type { Code } from './web-sessions.repository.ts';

/** The command for a pairing code; a session answers it while it waits for a phone. */
export const PAIRING_CODE = 'pairing.code';

const Arguments = z.object({ phoneNumber: z.string() });

/** What PAIRING_CODE answers. */
export const PairingCodeAnswer = z.object({ code: z.string(), expiresAt: z.string() });

const LONGEST_WAIT_MS = 15_000;
const LOOK_MS = 50;

/** How a session shows itself to the person who links a phone: QR codes by turns, and a code to type once it was asked for. */
export class Pairing {
  readonly #clock: Clock;
  readonly #write: (news: SessionNews) => Promise<boolean>;
  #hasQr = false;
  #isTyped = false;

  constructor(clock: Clock, write: (news: SessionNews) => Promise<boolean>) {
    this.#clock = clock;
    this.#write = write;
  }

  /** Another connection begins: earlier codes are worth nothing. */
  begin(): void {
    this.#hasQr = false;
    this.#isTyped = false;
  }

  /** A new QR code can be scanned. */
  newsOf(qr: Code): SessionNews {
    this.#hasQr = true;
    return this.#news({ qr });
  }

  /**
   * Asks WhatsApp for a code to be typed on this phone, as soon as a connection waits for one.
   * @throws AppError session_not_open, or conflict when a phone is linked
   */
  async requestCode(currentRun: () => SocketRun | undefined, args: unknown): Promise<unknown> {
    const { phoneNumber } = Arguments.parse(args);
    const { run, until } = await this.#unlinkedRun(currentRun);
    const text = await run.socket
      .requestPairingCode(phoneNumber.replace(/\D/g, ''))
      .catch((error: unknown) => {
        if (run.isEnding) throw new AppError('session_not_open', 'The connection ended meanwhile; try again');
        throw error;
      });
    const code = `${text.slice(0, 4)}-${text.slice(4)}`;
    const pairingCode = { text: code, expiresAt: until };
    this.#isTyped = true;
    await this.#write(this.#news({ pairingCode }));
    return { code, expiresAt: until.toISOString() } satisfies z.infer<typeof PairingCodeAnswer>;
  }

  async #unlinkedRun(currentRun: () => SocketRun | undefined): Promise<{ run: SocketRun; until: Date }> {
    const deadlineMs = this.#clock.monotonicMs() + LONGEST_WAIT_MS;
    while (this.#clock.monotonicMs() < deadlineMs) {
      const run = currentRun();
      if (run?.isOpen === true)
        throw new AppError('conflict', 'A phone is linked already; disconnect with `logout: true` first');
      // Its first QR code says that WhatsApp is ready to link.
      if (run?.pairingUntil !== undefined && this.#hasQr) return { run, until: run.pairingUntil };
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    throw new AppError('session_not_open', 'The session is not ready to link a phone; try again in a moment');
  }

  #news(note: SessionNews['note']): SessionNews {
    const reason = reasonOf(this.#isTyped ? 'waiting_for_pairing_code' : 'waiting_for_scan');
    return { to: 'connecting', reason, isLinked: false, note };
  }
}
