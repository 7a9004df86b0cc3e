import type { Dispatcher } from 'undici';

/**
 * What came of a request. `not_sent`: proven that no byte of it was written; `unanswered`: it was begun, and nobody can say
 * how far it got.
 */
export type Exchange =
  | {
      kind: 'answered';
      status: number;
      headers: Readonly<Record<string, string | string[] | undefined>>;
      body: string;
    }
  | { kind: 'not_sent'; error: Error }
  | { kind: 'unanswered'; error: Error };

export type ExchangeRequest = Pick<
  Dispatcher.DispatchOptions,
  'origin' | 'path' | 'method' | 'headers' | 'body'
> & {
  origin: string;
  /** For everything, from the wait for a connection to the last byte of the answer. */
  timeoutMs: number;
};

/** The answer did not come in time. */
export class DeadlinePassed extends Error {
  constructor(timeoutMs: number) {
    super(`No answer within ${String(timeoutMs / 1_000)} s`);
    this.name = 'DeadlinePassed';
  }
}

// Answers of the Graph API are a few KB; a page of templates may be some hundred.
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;

/** Makes one request, once, and tells what became of it. Never throws; follows no redirects. */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<Exchange> {
  return new Promise((resolve) => {
    const { timeoutMs, ...options } = request;
    const handler = new ExchangeHandler(timeoutMs, resolve);
    try {
      // The deadline covers undici's own timers, which would fire less exactly.
      dispatcher.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler);
    } catch (error) {
      handler.fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/**
 * undici calls `onRequestStart` right before it writes to a connected socket: what fails earlier sent nothing (looking up the
 * name, connecting, TLS, waiting in the pool). A socket that the peer closed while it was kept alive fails later, and counts
 * as unanswered.
 */
class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly #settle: (exchange: Exchange) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #isSettled = false;
  #head: { status: number; headers: Readonly<Record<string, string | string[] | undefined>> } | undefined;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(timeoutMs: number, settle: (exchange: Exchange) => void) {
    this.#settle = settle;
    this.#timer = setTimeout(() => {
      this.#giveUp(new DeadlinePassed(timeoutMs));
    }, timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection, or undici is about to write it a second time: neither may go out.
    if (this.#isSettled) controller.abort(new Error('The request was given up before it was sent'));
    else if (this.#controller !== undefined) this.#refuseSecondWrite(controller);
    else this.#controller = controller;
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    if (status >= 200) this.#head = { status, headers };
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > MOST_ANSWER_BYTES)
      this.#giveUp(new Error('The answer is larger than any of the Graph API'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#head === undefined) this.fail(new Error('The connection ended before an answer'));
    else this.#end({ kind: 'answered', ...this.#head, body: Buffer.concat(this.#chunks).toString() });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  fail(error: Error): void {
    this.#end({ kind: this.#controller === undefined ? 'not_sent' : 'unanswered', error });
  }

  #giveUp(error: Error): void {
    this.fail(error);
    this.#controller?.abort(error);
  }

  #refuseSecondWrite(controller: Dispatcher.DispatchController): void {
    const error = new Error('The connection broke and the request was not repeated');
    this.fail(error);
    controller.abort(error);
  }

  #end(result: Exchange): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    this.#settle(result);
  }
}
