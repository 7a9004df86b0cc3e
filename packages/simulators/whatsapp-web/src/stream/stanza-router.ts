import type { Session } from '../accounts/account.ts';
import { SERVER, type Stanza, childrenOf, stanza } from './stanza.ts';

/** What is done with a stanza of a logged-in client. Stanzas of one client are handled one after the other. */
export type StanzaHandler = (session: Session, received: Stanza) => Promise<void> | void;

/** Answers an iq: gives the children of the result, or throws an `IqError`. */
export type IqHandler = (session: Session, iq: Stanza) => Promise<readonly Stanza[]> | readonly Stanza[];

/** An iq that is answered with `type="error"`. */
export class IqError extends Error {
  readonly code: number;

  constructor(code: number, text: string) {
    super(text);
    this.code = code;
  }
}

/** Takes each stanza of a client to the handler that is registered for it. */
export class StanzaRouter {
  readonly #handlers = new Map<string, StanzaHandler[]>();
  readonly #iqHandlers = new Map<string, IqHandler>();
  readonly #log: (line: string) => void;

  constructor(log: (line: string) => void) {
    this.#log = log;
  }

  /** Adds a handler for `message`, `receipt`, `ack`, `presence`, `chatstate`, `notification`, `ib`, `call`, … */
  on(tag: string, handler: StanzaHandler): void {
    const handlers = this.#handlers.get(tag) ?? [];
    handlers.push(handler);
    this.#handlers.set(tag, handlers);
  }

  /** Sets the handler for an iq of a namespace whose first child has this tag; `*` takes those that no other takes. */
  onIq(xmlns: string, childTag: string, handler: IqHandler): void {
    this.#iqHandlers.set(`${xmlns} ${childTag}`, handler);
  }

  async dispatch(session: Session, received: Stanza): Promise<void> {
    if (received.tag === 'iq') return this.#dispatchIq(session, received);
    const handlers = this.#handlers.get(received.tag);
    if (!handlers) this.#log(`Nobody handles <${received.tag}> of ${session.companion.jid}`);
    for (const handler of handlers ?? []) await handler(session, received);
  }

  async #dispatchIq(session: Session, iq: Stanza): Promise<void> {
    // A result or error answers an iq of ours, and whoever asked listens for it on the session.
    if (iq.attrs['type'] === 'result' || iq.attrs['type'] === 'error') return;
    const { id, xmlns = '' } = iq.attrs;
    const answer = { id, from: iq.attrs['to'] ?? SERVER };
    try {
      const content = await this.#iqHandlerFor(xmlns, iq)(session, iq);
      session.send(stanza('iq', { ...answer, type: 'result' }, content.length > 0 ? content : undefined));
    } catch (error) {
      if (!(error instanceof IqError)) this.#log(`iq xmlns="${xmlns}" failed: ${String(error)}`);
      const { code, message } = error instanceof IqError ? error : new IqError(500, 'internal-server-error');
      session.send(stanza('iq', { ...answer, type: 'error' }, [stanza('error', { code, text: message })]));
    }
  }

  #iqHandlerFor(xmlns: string, iq: Stanza): IqHandler {
    const childTag = childrenOf(iq)[0]?.tag ?? '';
    const handler = this.#iqHandlers.get(`${xmlns} ${childTag}`) ?? this.#iqHandlers.get(`${xmlns} *`);
    if (handler) return handler;
    return (session) => {
      this.#log(`Nobody answers iq xmlns="${xmlns}" <${childTag}> of ${session.companion.jid}`);
      throw new IqError(404, 'item-not-found');
    };
  }
}
