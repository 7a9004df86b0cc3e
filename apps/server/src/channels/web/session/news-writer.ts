import type { SessionHold } from '../sessions/held-session.ts';
import type { SessionJournal, SessionNews } from './session-journal.ts';

/** Writes the news of one session in their order. */
export class NewsWriter {
  /** The wish of the tenant that the news are about. */
  request = 0;
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
  write(news: SessionNews): Promise<boolean> {
    this.#latest = news;
    const written = this.#last.then(() => this.#write(news));
    this.#last = written.catch(() => undefined);
    return written;
  }

  /** The same, for who does not wait; what goes wrong is told to `onError`. */
  tell(news: SessionNews, then: () => void = () => undefined): void {
    this.write(news).then((isWritten) => {
      if (isWritten) then();
    }, this.#onError);
  }

  /** Writes the latest news again, because the tenant asked again for what there is. */
  again(): void {
    if (this.#latest !== undefined) this.tell(this.#latest);
  }

  /** There is no news of the present any more. */
  clear(): void {
    this.#latest = undefined;
  }

  /** Resolves once all that was told is written, or has failed. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #write(news: SessionNews): Promise<boolean> {
    if (await this.#journal.write(this.#hold, this.request, news)) return true;
    if (!answersAnyWish(news)) return false;
    const wish = await this.#journal.wishFor(this.#hold);
    if (wish?.wanted !== 'online') return false;
    this.request = wish.request;
    return this.#journal.write(this.#hold, wish.request, news);
  }
}

/** That it is open, or waits for a phone, answers a newer wish as well; the end of a try, or a wait, gives way to it. */
const answersAnyWish = ({ note }: SessionNews): boolean =>
  note.wanted === undefined && !(note.nextTryAt instanceof Date);
