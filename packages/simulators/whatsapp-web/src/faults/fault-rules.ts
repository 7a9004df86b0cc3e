/** When a fault strikes a stream: at once, after the next login, or at the next message that the client sends. */
export type Moment =
  /** At once on every open stream that matches; when there is none, after the next login. The default. */
  | 'now'
  /** Straight after the next login's `<ib><offline>`. */
  | 'login'
  /** When the client sends a message, which is not accepted. */
  | 'message'
  /** When the client sends a message: it is accepted and delivered, and the answer is lost. */
  | 'acceptedMessage';

/** Spoils the connection. The core carries these out. */
export type StreamFault =
  /** `<stream:error>`, then the socket closes. 440 is a conflict "replaced", 401 one of "device_removed". */
  | { readonly kind: 'streamError'; readonly code: number; readonly moment?: Moment | undefined }
  /** The socket closes without a word. */
  | { readonly kind: 'drop'; readonly moment?: Moment | undefined }
  /** `<failure reason="…">` in place of `<success>`. */
  | { readonly kind: 'loginFailure'; readonly code: number }
  /** At the next login the backlog is sent, and the socket closes before `<ib><offline>`. */
  | { readonly kind: 'dropBeforeOffline' }
  /** `<ib><offline>` comes late, or (without `ms`) never. */
  | { readonly kind: 'delayOffline'; readonly ms?: number | undefined }
  /** A stanza of the client is not heard: no effect and no answer. `match.stanza` and `match.xmlns` narrow it. */
  | { readonly kind: 'silence' };

/** Spoils a stanza on its way to a companion. The core carries these out, in `Companion.deliver`. */
export type DeliveryFault =
  | { readonly kind: 'duplicate'; readonly copies?: number | undefined }
  /** A live stanza carries `offline="0"`. */
  | { readonly kind: 'offlineZero' }
  /** A live stanza carries `offline="1"`, as if it came out of the backlog. */
  | { readonly kind: 'append' };

/** Spoils a message. Messaging carries these out. */
export type MessageFault =
  /** The client's message is refused: `<ack error="…">`. */
  | { readonly kind: 'ackError'; readonly code: number }
  /** The client's message is accepted and delivered, and no ack comes. */
  | { readonly kind: 'noAck' }
  /** The client's message is accepted, and its ack comes late. */
  | { readonly kind: 'lateAck'; readonly ms: number }
  /** The recipient's device cannot read the client's message and asks for it again. */
  | { readonly kind: 'retryReceipt' }
  | { readonly kind: 'skipDelivered' }
  | { readonly kind: 'skipRead' }
  /** An inbound message is addressed by LID where it would be by number, and the other way round. */
  | { readonly kind: 'flipAddressing' }
  /** An inbound message that the client cannot read: garbage, or an `<unavailable>` in its place. */
  | { readonly kind: 'undecryptable'; readonly how?: 'garbage' | 'unavailable' | undefined }
  /** The next download of a file answers with this status; 410 unless given. */
  | { readonly kind: 'mediaGone'; readonly status?: number | undefined };

export type Fault = StreamFault | DeliveryFault | MessageFault;

/** What a fault is for; what is left out matches everything. */
export interface FaultMatch {
  /** Phone number of the account whose companion's stream or stanza it is; punctuation does not matter. */
  readonly account?: string | undefined;
  /** Device number of the companion. */
  readonly device?: number | undefined;
  /** Phone number of the other side, or the id of a group. */
  readonly peer?: string | undefined;
  /** Tag of the stanza: `message`, `receipt`, `iq`, … */
  readonly stanza?: string | undefined;
  /** Namespace of an iq. */
  readonly xmlns?: string | undefined;
}

/** An order for a fault: for the next match unless `times` says otherwise. */
export interface FaultOrder {
  readonly match?: FaultMatch | undefined;
  readonly times?: number | 'always' | undefined;
  readonly fault: Fault;
}

/** An order that was taken, and how often it still applies. */
export interface StandingFault {
  readonly id: string;
  readonly match: FaultMatch;
  readonly fault: Fault;
  remaining: number;
  applied: number;
}

/** The faults that are ordered. Of several that match, the oldest applies. */
export class Faults {
  #standing: StandingFault[] = [];
  #nextId = 1;
  #onAdded: (standing: StandingFault) => void = () => undefined;

  /** Whoever carries out faults at once hears of each order. */
  whenAdded(listener: (standing: StandingFault) => void): void {
    this.#onAdded = listener;
  }

  /** Orders a fault and gives it an id. */
  add(order: FaultOrder): StandingFault {
    const standing: StandingFault = {
      id: `fault-${String(this.#nextId)}`,
      match: order.match ?? {},
      fault: order.fault,
      remaining: order.times === 'always' ? Infinity : (order.times ?? 1),
      applied: 0,
    };
    this.#nextId += 1;
    this.#standing.push(standing);
    this.#onAdded(standing);
    return standing;
  }

  /** The standing orders, oldest first. */
  list(): readonly StandingFault[] {
    return this.#standing;
  }

  /** Takes an order back; false when there is none with this id. */
  remove(id: string): boolean {
    const before = this.#standing.length;
    this.#standing = this.#standing.filter((standing) => standing.id !== id);
    return this.#standing.length < before;
  }

  clear(): void {
    this.#standing = [];
  }

  /**
   * Uses up one application of the oldest order of one of these kinds that matches (and that `accepts` takes);
   * undefined when there is none.
   */
  take<Kind extends Fault['kind']>(
    kinds: readonly Kind[],
    subject: FaultMatch,
    accepts: (fault: Extract<Fault, { kind: Kind }>) => boolean = () => true,
  ): Extract<Fault, { kind: Kind }> | undefined {
    for (const standing of this.#standing) {
      const { fault } = standing;
      if (!isOneOf(fault, kinds) || !matches(standing.match, subject) || !accepts(fault)) continue;
      this.useUp(standing);
      return fault;
    }
    return undefined;
  }

  /** Counts one application of an order. */
  useUp(standing: StandingFault): void {
    standing.applied += 1;
    standing.remaining -= 1;
    if (standing.remaining <= 0) this.remove(standing.id);
  }
}

function isOneOf<Kind extends Fault['kind']>(
  fault: Fault,
  kinds: readonly Kind[],
): fault is Extract<Fault, { kind: Kind }> {
  return kinds.some((kind) => kind === fault.kind);
}

/** Whether a fault with this match is meant for the subject. */
export function matches(match: FaultMatch, subject: FaultMatch): boolean {
  return (
    samePhone(match.account, subject.account) &&
    (match.device === undefined || match.device === subject.device) &&
    samePhone(match.peer, subject.peer) &&
    (match.stanza === undefined || match.stanza === subject.stanza) &&
    (match.xmlns === undefined || match.xmlns === subject.xmlns)
  );
}

function samePhone(wanted: string | undefined, found: string | undefined): boolean {
  return wanted === undefined || (found !== undefined && digitsOf(wanted) === digitsOf(found));
}

function digitsOf(text: string): string {
  return text.replace(/@.*$/, '').replace(/\D/g, '');
}
