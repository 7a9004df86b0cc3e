import type { proto } from 'baileys';

/** A message that a client sent, decrypted. */
export interface LedgerEntry {
  /** The id that the client chose for the message. */
  readonly whatsappId: string;
  /** The device that sent it, such as `5511999990001:1@s.whatsapp.net`. */
  readonly from: string;
  /** Whom or which group it is for, as the client addressed it. */
  readonly to: string;
  readonly message: proto.IMessage;
  /** When it came first, in milliseconds since the Unix epoch. */
  readonly at: number;
  /** How often a message with this id came from this device to this address, unasked. */
  times: number;
  /** How often it came again because a recipient asked for it with a retry receipt. */
  resent: number;
  /** The error in the ack, when the server refused the message. */
  readonly refusedWith?: number | undefined;
}

/** What every client sent, in the order in which it came. */
export class Ledger {
  readonly #entries = new Map<string, LedgerEntry>();

  /** Writes a message down; when it came before, only counts it. */
  record(arrival: Omit<LedgerEntry, 'times' | 'resent'>): LedgerEntry {
    const key = `${arrival.from} ${arrival.to} ${arrival.whatsappId}`;
    const known = this.#entries.get(key);
    if (known) {
      known.times += 1;
      return known;
    }
    const entry = { ...arrival, times: 1, resent: 0 };
    this.#entries.set(key, entry);
    return entry;
  }

  /** Counts a further copy of a message that was asked for. */
  countResent(from: string, whatsappId: string): void {
    for (const entry of this.byId(whatsappId)) if (entry.from === from) entry.resent += 1;
  }

  /** All entries, oldest first. */
  list(): readonly LedgerEntry[] {
    return [...this.#entries.values()];
  }

  byId(whatsappId: string): readonly LedgerEntry[] {
    return this.list().filter((entry) => entry.whatsappId === whatsappId);
  }

  sentMoreThanOnce(): readonly LedgerEntry[] {
    return this.list().filter((entry) => entry.times > 1);
  }

  clear(): void {
    this.#entries.clear();
  }
}
