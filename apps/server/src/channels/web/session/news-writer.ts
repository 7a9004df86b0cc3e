import type { SessionHold } from '../sessions/held-session.ts';
import type { SessionJournal, SessionNews } from './session-journal.ts';

/** Writes the news of one session in their order. */
export class NewsWriter {
  readonly #journal: SessionJournal;
  readonly #hold: SessionHold;
  readonly #onError: (error: unknown) => void;
  #last: Promise<unknown> = Promise.resolve();
  #latest: SessionNews | undefined;

  constructor(journal: SessionJournal, hold: SessionHold, onError: (error: unknown) => void) {
    this.#journal = journal;
    this.#hold = hold;
    this.#onError = onError;
  }

  /** @returns whether it was written; not when something newer is wanted @throws LeaseLost, and what the database threw */
  write(request: number, news: SessionNews): Promise<boolean> {
    this.#latest = news;
    const written = this.#last.then(() => this.#journal.write(this.#hold, request, news));
    this.#last = written.catch(() => undefined);
    return written;
  }

  /** The same, for who does not wait; what goes wrong is told to `onError`. */
  tell(request: number, news: SessionNews, then: () => void = () => undefined): void {
    this.write(request, news).then((isWritten) => {
      if (isWritten) then();
    }, this.#onError);
  }

  /** Writes the latest news again, for a newer wish that it answers as well. */
  again(request: number): void {
    if (this.#latest !== undefined) this.tell(request, this.#latest);
  }

  /** There is no news of the present any more. */
  clear(): void {
    this.#latest = undefined;
  }

  /** Resolves once all that was told is written, or has failed. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
