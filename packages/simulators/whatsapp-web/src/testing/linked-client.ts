import type {
  BaileysEventMap,
  proto,
  UserFacingSocketConfig,
  WAMessage,
  WAMessageKey,
  WASocket,
} from 'baileys';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { type ClientState, linkedState, TestClient } from './test-client.ts';

const open = new Set<LinkedClient>();

/** Ends all clients, before their simulator ends. */
export async function closeClients(): Promise<void> {
  await Promise.all([...open].map((client) => client.close()));
}

/** A linked and connected client, with what it heard. `closeClients` ends it. */
export class LinkedClient {
  readonly state: ClientState;
  readonly messages: WAMessage[] = [];
  readonly updates: BaileysEventMap['messages.update'] = [];
  readonly receipts: BaileysEventMap['message-receipt.update'] = [];
  readonly histories: BaileysEventMap['messaging-history.set'][] = [];
  /** Chat and what the person in it is doing. */
  readonly presences: [string, string | undefined][] = [];
  readonly #client: TestClient;

  private constructor(client: TestClient) {
    this.#client = client;
    this.state = client.state;
    client.on('messages.upsert', ({ messages }) => this.messages.push(...messages));
    client.on('messages.update', (updates) => this.updates.push(...updates));
    client.on('messaging-history.set', (history) => this.histories.push(history));
    client.on('presence.update', ({ id, presences }) => {
      for (const presence of Object.values(presences)) this.presences.push([id, presence.lastKnownPresence]);
    });
    client.on('message-receipt.update', (receipts) => this.receipts.push(...receipts));
  }

  /** Links a client to the account with this number, and waits until it has settled. */
  static async link(
    simulator: WhatsappWebSimulator,
    phoneNumber: string,
    config: Partial<UserFacingSocketConfig> = {},
  ): Promise<LinkedClient> {
    return LinkedClient.connect(simulator, await linkedState(simulator, phoneNumber), config);
  }

  /** Connects a linked client again. */
  static async connect(
    simulator: WhatsappWebSimulator,
    state: ClientState,
    config: Partial<UserFacingSocketConfig> = {},
  ): Promise<LinkedClient> {
    const client = new TestClient(simulator, state, config);
    const linked = new LinkedClient(client);
    open.add(linked);
    await client.caughtUp();
    return linked;
  }

  get socket(): WASocket {
    return this.#client.socket;
  }

  /** Sends a text and gives its key. */
  async sendText(to: string, text: string): Promise<WAMessageKey> {
    const sent = await this.socket.sendMessage(to, { text });
    if (!sent) throw new Error('Nothing was sent');
    return sent.key;
  }

  /** The last known status of a message; Baileys merges a status into the message while it buffers events. */
  statusOf(id: string | null | undefined): proto.WebMessageInfo.Status | null | undefined {
    const updated = this.updates.filter(({ key, update }) => key.id === id && update.status !== undefined);
    return updated.at(-1)?.update.status ?? this.messages.find(({ key }) => key.id === id)?.status;
  }

  /** Who read a message of a group; Baileys merges receipts into the message while it buffers events. */
  readersOf(id: string | null | undefined): readonly string[] {
    const merged = this.messages
      .filter(({ key }) => key.id === id)
      .flatMap(({ userReceipt }) => userReceipt ?? []);
    const apart = this.receipts.filter(({ key }) => key.id === id).map(({ receipt }) => receipt);
    const readers = [...merged, ...apart].filter(({ readTimestamp }) => readTimestamp);
    return [...new Set(readers.map(({ userJid }) => userJid ?? ''))].sort();
  }

  /** What came under this id, newest last. */
  heard(id: string): readonly WAMessage[] {
    return this.messages.filter(({ key }) => key.id === id);
  }

  async close(): Promise<void> {
    open.delete(this);
    await this.#client.close();
  }
}

let accounts = 0;

/** An account with a number that no other has. */
export function newAccount(simulator: WhatsappWebSimulator, name: string): SimulatedAccount {
  accounts += 1;
  return simulator.addAccount({ phoneNumber: String(5_511_900_000_000 + accounts), name });
}
