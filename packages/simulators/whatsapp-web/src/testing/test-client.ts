import {
  type AuthenticationCreds,
  type BaileysEventMap,
  type ConnectionState,
  type SignalKeyStore,
  type UserFacingSocketConfig,
  WA_CERT_DETAILS,
  type WASocket,
  initAuthCreds,
  makeWASocket,
} from 'baileys';
import type { WhatsappWebSimulator } from '../simulator.ts';
import { memoryKeyStore } from './memory-key-store.ts';

const nothing = (): void => undefined;

/** For a look at what Baileys does, put `console.error` in. */
const SILENT = {
  level: 'silent',
  child: () => SILENT,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
};

/** Everything of a client that outlives a connection. */
export interface ClientState {
  readonly creds: AuthenticationCreds;
  readonly keys: SignalKeyStore;
}

/** An unmodified Baileys, with its state in memory and what it emits kept. */
export class TestClient {
  readonly state: ClientState;
  readonly socket: WASocket;
  readonly updates: Partial<ConnectionState>[] = [];
  readonly #listeners: (() => void)[] = [];

  constructor(
    simulator: WhatsappWebSimulator,
    state: ClientState = emptyState(),
    config: Partial<UserFacingSocketConfig> = {},
  ) {
    trust(simulator);
    this.state = state;
    this.socket = makeWASocket({
      waWebSocketUrl: simulator.endpoint.webSocketUrl,
      auth: state,
      logger: SILENT,
      markOnlineOnConnect: false,
      ...config,
    });
    this.on('connection.update', (update) => {
      this.updates.push(update);
      for (const listener of this.#listeners) listener();
    });
  }

  on<Name extends keyof BaileysEventMap>(name: Name, listener: (event: BaileysEventMap[Name]) => void): void {
    this.socket.ev.on(name, listener);
  }

  /** The first update, past or to come, of which `find` makes something. */
  async seen<Found>(find: (update: Partial<ConnectionState>) => Found | undefined): Promise<Found> {
    return new Promise((resolve) => {
      const look = (): void => {
        for (const update of this.updates) {
          const found = find(update);
          if (found !== undefined) resolve(found);
        }
      };
      this.#listeners.push(look);
      look();
    });
  }

  async qr(): Promise<string> {
    return this.seen(({ qr }) => qr);
  }

  async open(): Promise<void> {
    await this.seen(({ connection }) => (connection === 'open' ? true : undefined));
  }

  async caughtUp(): Promise<void> {
    await this.seen(({ receivedPendingNotifications }) =>
      receivedPendingNotifications === true ? true : undefined,
    );
  }

  /** Status code and message with which the connection closed. */
  async closed(): Promise<{ readonly code: number | undefined; readonly text: string }> {
    return this.seen(({ connection, lastDisconnect }) => {
      if (connection !== 'close') return undefined;
      return { code: statusCodeOf(lastDisconnect?.error), text: String(lastDisconnect?.error?.message) };
    });
  }

  async close(): Promise<void> {
    await this.socket.end(undefined);
  }
}

function emptyState(): ClientState {
  return { creds: initAuthCreds(), keys: memoryKeyStore() };
}

/** Links a new client to an account by QR code, and gives its state, with which it can log in. */
export async function linkedState(
  simulator: WhatsappWebSimulator,
  phoneNumber: string,
): Promise<ClientState> {
  const client = new TestClient(simulator);
  const account = simulator.account(phoneNumber) ?? simulator.addAccount({ phoneNumber });
  await account.scan(await client.qr());
  await client.closed();
  return client.state;
}

function trust(simulator: WhatsappWebSimulator): void {
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(simulator.endpoint.noiseRoot, 'hex');
}

function statusCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('output' in error)) return undefined;
  const { output } = error;
  if (typeof output !== 'object' || output === null || !('statusCode' in output)) return undefined;
  return typeof output.statusCode === 'number' ? output.statusCode : undefined;
}
