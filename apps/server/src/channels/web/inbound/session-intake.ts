import type { BaileysEventMap, BinaryNode, WAMessage, WASocket } from 'baileys';
import type { SessionHold } from '../sessions/held-session.ts';
import { answerArrival, mappingsArrival, messageArrival, type Arrival } from './events-to-updates.ts';
import { historyMessage, inChunks } from './history.ts';
import type { HistoryMessage } from './history.repository.ts';
import { bareJid } from './jid.ts';
import { KnownPairs } from './known-pairs.ts';
import { receiptStatuses } from './receipt-statuses.ts';
import { StanzaGate } from './stanza-gate.ts';
import { stanzaOf, type Stanza } from './stanza.ts';
import { StoreQueue, type Entry } from './store-queue.ts';
import { tapEvents } from './tap-events.ts';
import { completeMessage } from './complete-message.ts';

/** What comes in over one socket. */
export interface Intake {
  /** To be called when WhatsApp has let us in: asks the phone for what was seen and never stored, then and again. */
  opened(): void;
  /**
   * To be awaited before the socket is ended in order: from now on nothing new is read, and what the library is reading is
   * finished, for at most two seconds. WhatsApp gives the rest again.
   */
  stop(): Promise<void>;
  /** Resolves once all that came in is stored, or cannot be any more. To be awaited after the socket has ended. */
  drain(): Promise<void>;
}

/** The session that a socket belongs to, as what comes in needs it. */
export interface ReceivingSession {
  readonly hold: SessionHold;
  /** A send waits for WhatsApp's answer to this id, and settles it itself; other answers end doubts. */
  awaitsAnswer(whatsappId: string): boolean;
}

/** Something to store: updates, and what goes with them. */
export interface Delivery extends Entry {
  arrivals: Arrival[];
  history: HistoryMessage[];
  changedGroups: string[];
}

/** What the intake of a socket does to the outside. */
export interface IntakeEffects {
  now(): Date;
  note(hold: SessionHold, stanzas: Stanza[]): Promise<void>;
  store(hold: SessionHold, deliveries: Delivery[]): Promise<void>;
  /** Fills in what a vote chose, if it can be read. */
  readVote(hold: SessionHold, arrival: Arrival, ours: readonly string[]): Promise<Arrival>;
  /** @returns whether there may be more to ask for */
  askPhone(hold: SessionHold, socket: WASocket, when: { seenBefore: Date; openedAt: Date }): Promise<boolean>;
  onTrouble(hold: SessionHold, what: string, error: unknown): void;
}

const HISTORY_CHUNK = 500;
const ASK_EVERY_MS = 60_000;
/** What came this long ago is not under way any more. */
const UNDER_WAY_MS = 60_000;
/** When there is more to ask for than the phone is asked for at once. */
const ASK_MORE_AFTER_MS = 5_000;
const LONGEST_STOP_MS = 2_000;

/** Takes all that WhatsApp tells over one socket into the database, in its order. */
export class SessionIntake implements Intake {
  readonly #queue: StoreQueue<Delivery>;
  readonly #gate: StanzaGate;
  readonly #receipts: StanzaGate;
  readonly #pairs = new KnownPairs();
  #prepared: Promise<void> = Promise.resolve();
  #asking: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(
    private readonly socket: WASocket,
    private readonly session: ReceivingSession,
    private readonly effects: IntakeEffects,
  ) {
    const { hold } = session;
    this.#queue = new StoreQueue<Delivery>({
      signal: hold.signal,
      store: (deliveries) => effects.store(hold, deliveries),
      onRefused: (_, error) => {
        effects.onTrouble(hold, 'what came in could not be stored', error);
      },
      onDelayed: (error) => {
        effects.onTrouble(hold, 'what came in waits for the database', error);
      },
    });
    this.#gate = new StanzaGate(socket, {
      tag: 'message',
      note: (nodes) => this.#note(nodes),
      // One of the backlog is only put into the library's own queue.
      isReadLater: ({ attrs }) => attrs['offline'] !== undefined && attrs['offline'] !== '',
    });
    // WhatsApp gives a receipt once, too: what it says is stored before the library says that it came.
    this.#receipts = new StanzaGate(socket, {
      tag: 'receipt',
      note: (nodes) => this.#noteReceipts(nodes),
      isReadLater: () => false,
    });
    this.#listen();
  }

  opened(): void {
    const openedAt = this.effects.now();
    void this.#ask(openedAt, openedAt);
    this.session.hold.signal.addEventListener('abort', () => {
      clearTimeout(this.#asking);
    });
  }

  async stop(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#asking);
    await Promise.all([this.#gate.stop(LONGEST_STOP_MS), this.#receipts.stop(LONGEST_STOP_MS)]);
  }

  async drain(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#asking);
    await Promise.all([this.#gate.drain(LONGEST_STOP_MS), this.#receipts.drain(LONGEST_STOP_MS)]);
    await this.#prepared;
    await this.#queue.drain();
  }

  get #ours(): string[] {
    const { id, lid } = this.socket.user ?? {};
    return [id, lid].flatMap((jid) => (jid ? bareJid(jid) : []));
  }

  #listen(): void {
    tapEvents(this.socket, {
      'messages.upsert': ({ messages }) => {
        this.#messages(messages);
      },
      'messaging-history.set': (history) => {
        this.#history(history);
      },
      'contacts.upsert': (contacts) => {
        this.#map(contacts.flatMap(({ lid, phoneNumber: pn }) => (lid && pn ? { lid, pn } : [])));
      },
      'lid-mapping.update': (pair) => {
        this.#map([pair]);
      },
      'groups.upsert': (groups) => {
        this.#deliver({ changedGroups: groups.map(({ id }) => id) });
      },
      'groups.update': (groups) => {
        this.#deliver({ changedGroups: groups.flatMap(({ id }) => id ?? []) });
      },
      'group-participants.update': ({ id }) => {
        this.#deliver({ changedGroups: [id] });
      },
      'message-capping.update': (details) => {
        this.#notice('new_chat_cap', { ...details });
      },
    });
    this.socket.ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
      const { id, from, error } = attrs;
      // What goes to our own phone is no message to anybody.
      const isToUs = from !== undefined && this.#ours.includes(bareJid(from));
      if (id === undefined || isToUs || this.session.awaitsAnswer(id)) return;
      this.#deliver({ arrivals: listOf(answerArrival({ id, error }, this.effects.now())) });
    });
    const { lidMapping } = this.socket.signalRepository;
    const keep = lidMapping.storeLIDPNMappings.bind(lidMapping);
    // Every source of mappings ends here: envelopes of messages, look-ups before a send, the history.
    lidMapping.storeLIDPNMappings = (pairs) => {
      this.#map(pairs);
      return keep(pairs);
    };
  }

  #messages(messages: WAMessage[]): void {
    for (const message of messages) {
      this.#gate.wasRead(message.key.id ?? '');
      const arrival = this.#arrivalOf(message);
      if (arrival !== undefined) this.#enqueue(() => this.#completed(arrival));
    }
  }

  #arrivalOf(message: WAMessage): Arrival | undefined {
    try {
      return messageArrival(message);
    } catch (error) {
      // It stays in the ledger, as one that was never read.
      this.effects.onTrouble(this.session.hold, 'a message is not as the library describes it', error);
      return undefined;
    }
  }

  async #completed(arrival: Arrival): Promise<Partial<Delivery>> {
    const ours = this.#ours;
    const complete = await completeMessage(arrival, ours, (lid) =>
      this.socket.signalRepository.lidMapping.getPNForLID(lid),
    );
    return { arrivals: [await this.effects.readVote(this.session.hold, complete, ours)] };
  }

  #history({ messages, lidPnMappings }: BaileysEventMap['messaging-history.set']): void {
    const history = messages.flatMap((message) => historyMessage(message) ?? []);
    for (const chunk of inChunks(history, HISTORY_CHUNK)) this.#deliver({ history: chunk });
    this.#map(lidPnMappings ?? []);
  }

  /** A mapping that names our own number ties it to nobody else. */
  #map(pairs: readonly { lid: string; pn: string }[]): void {
    const ours = this.#ours;
    const isOurs = (jid: string): boolean => ours.includes(bareJid(jid));
    const news = this.#pairs.news(pairs.filter(({ lid, pn }) => !isOurs(lid) && !isOurs(pn)));
    this.#deliver({ arrivals: listOf(mappingsArrival(news)) });
  }

  #notice(topic: string, details: Record<string, unknown>): void {
    const at = this.effects.now().toISOString();
    const eventKey = `notice:${topic}:${at}`;
    this.#deliver({
      arrivals: [{ kind: 'notice', eventKey, payload: { update: 'notice', topic, details } }],
    });
  }

  #deliver(delivery: Partial<Delivery>): void {
    const { arrivals = [], history = [], changedGroups = [] } = delivery;
    if (arrivals.length + history.length + changedGroups.length > 0)
      this.#enqueue(() => Promise.resolve(delivery));
  }

  /** Each waits for those before it, so that the order stays. */
  #enqueue(prepare: () => Promise<Partial<Delivery>>): void {
    this.#prepared = this.#prepared.then(async () => {
      try {
        const { arrivals = [], history = [], changedGroups = [] } = await prepare();
        const weight = arrivals.length + history.length + changedGroups.length;
        this.#queue.add({ arrivals, history, changedGroups, weight });
      } catch (error) {
        this.effects.onTrouble(this.session.hold, 'what came in could not be prepared', error);
      }
    });
  }

  async #note(nodes: BinaryNode[]): Promise<void> {
    const stanzas = nodes.flatMap((node) => stanzaOf(node, this.#ours) ?? []);
    if (stanzas.length > 0) await this.effects.note(this.session.hold, stanzas);
  }

  async #noteReceipts(nodes: BinaryNode[]): Promise<void> {
    const now = this.effects.now();
    const arrivals = nodes.flatMap((node) => receiptStatuses(node, this.#ours, now));
    if (arrivals.length === 0) return;
    const delivery = { arrivals, history: [], changedGroups: [], weight: arrivals.length };
    await this.effects.store(this.session.hold, [delivery]);
  }

  /** Now, and then again and again while the connection lives. */
  async #ask(seenBefore: Date, openedAt: Date): Promise<void> {
    const { hold } = this.session;
    const hasMore = await this.effects
      .askPhone(hold, this.socket, { seenBefore, openedAt })
      .catch((error: unknown) => {
        this.effects.onTrouble(hold, 'the phone could not be asked for what is missing', error);
        return false;
      });
    if (this.#hasEnded || hold.signal.aborted) return;
    this.#asking = setTimeout(
      () => {
        const settledBefore = new Date(this.effects.now().getTime() - UNDER_WAY_MS);
        void this.#ask(hasMore ? seenBefore : settledBefore, openedAt);
      },
      hasMore ? ASK_MORE_AFTER_MS : ASK_EVERY_MS,
    );
  }
}

const listOf = <T>(item: T | undefined): T[] => (item === undefined ? [] : [item]);
