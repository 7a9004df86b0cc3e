import { createInterface } from 'node:readline';
import {
  initAuthCreds,
  makeWASocket,
  WA_CERT_DETAILS,
  type AuthenticationCreds,
  type SignalDataSet,
  type SignalDataTypeMap,
  type SignalKeyStore,
  type WASocket,
} from 'baileys';
import { muteSignalLibrary } from '@recado/whatsapp-web-simulator';
import pino from 'pino';
import { inParallel, PEOPLE, personNumber, sessionNumber, timed } from './figures.ts';
import { SimulatedPhones } from './simulated-phones.ts';

/**
 * The library alone: sockets with their keys in memory and nothing behind them. What Recado adds to it (a database that
 * forgets nothing, leases, statuses, events) is measured against this. Reads an order a line, answers each with one line.
 */
const phones = new SimulatedPhones({
  controlUrl: process.env['CONTROL_URL'] ?? '',
  simulatorUrl: process.env['SIMULATOR_URL'] ?? '',
});
const webSocketUrl = process.env['WEB_SOCKET_URL'] ?? '';
WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(process.env['NOISE_ROOT'] ?? '', 'hex');
const logger = pino({ level: 'silent' });
// It prints keys; here its lines would also come between the answers.
muteSignalLibrary(console);

function memoryKeys(): SignalKeyStore {
  const rows = new Map<string, unknown>();
  return {
    get(type, ids) {
      const found: Record<string, SignalDataTypeMap[typeof type]> = {};
      for (const id of ids) {
        const value = rows.get(`${type} ${id}`);
        // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the key says which type it is
        if (value !== undefined) found[id] = value as SignalDataTypeMap[typeof type];
      }
      return found;
    },
    set(data: SignalDataSet) {
      for (const [type, entries] of Object.entries(data))
        for (const [id, value] of Object.entries(entries))
          if (value === null) rows.delete(`${type} ${id}`);
          else rows.set(`${type} ${id}`, value);
    },
  };
}

let received = 0;

class BareSession {
  readonly #creds: AuthenticationCreds = initAuthCreds();
  readonly #keys = memoryKeys();
  readonly #phoneNumber: string;
  #socket: WASocket | undefined;

  constructor(phoneNumber: string) {
    this.#phoneNumber = phoneNumber;
  }

  get socket(): WASocket {
    if (this.#socket === undefined) throw new Error('The session is not open');
    return this.#socket;
  }

  /** Resolves once it is open; scans when it must. */
  async open(): Promise<void> {
    while (!(await this.#connect())) continue;
  }

  async close(): Promise<void> {
    await this.#socket?.end(undefined);
  }

  /** @returns whether it is open; after a scan the server wants another connection first */
  #connect(): Promise<boolean> {
    const socket = makeWASocket({
      waWebSocketUrl: webSocketUrl,
      auth: { creds: this.#creds, keys: this.#keys },
      logger,
      markOnlineOnConnect: false,
    });
    this.#socket = socket;
    socket.ev.on('messages.upsert', ({ messages }) => {
      received += messages.length;
    });
    return new Promise((resolve) => {
      socket.ev.on('connection.update', ({ qr, connection }) => {
        if (qr !== undefined) void phones.scan(this.#phoneNumber, qr).catch(() => undefined);
        if (connection === 'open') resolve(true);
        if (connection === 'close') resolve(false);
      });
    });
  }
}

const sessions: BareSession[] = [];

async function send(count: number, many: number): Promise<void> {
  await phones.forget();
  await inParallel(count, Math.max(16, many), async (place) => {
    const to = `${personNumber(place % PEOPLE).slice(1)}@s.whatsapp.net`;
    await sessions[place % many]?.socket.sendMessage(to, { text: `message ${String(place)}` });
  });
  await phones.untilArrived(count);
}

async function receive(count: number, many: number): Promise<void> {
  const until = received + count;
  await phones.burst({
    from: Array.from({ length: PEOPLE }, (_, place) => personNumber(place)),
    to: Array.from({ length: many }, (_, place) => sessionNumber(place)),
    count,
  });
  while (received < until) await new Promise((resolve) => setTimeout(resolve, 5));
}

const orders: Readonly<Record<string, (count: number, many: number) => Promise<void>>> = {
  link: async (count) => {
    for (let place = 0; place < count; place += 1) sessions.push(new BareSession(sessionNumber(place)));
    await inParallel(count, 10, (place) => sessions[place]?.open() ?? Promise.resolve());
  },
  close: async () => {
    await Promise.all(sessions.map((session) => session.close()));
    await phones.untilConnected(0);
  },
  reconnect: async (count) => {
    void inParallel(count, count, (place) => sessions[place]?.open() ?? Promise.resolve());
    await phones.untilConnected(count);
  },
  send,
  receive,
};

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [order = '', count = '0', many = '1'] = line.split(' ');
  const seconds = await timed(() => orders[order]?.(Number(count), Number(many)) ?? Promise.resolve());
  process.stdout.write(`${String(seconds)}\n`);
}
