import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { BinaryNode, ConnectionState, WASocket } from 'baileys';
import type { AuthState } from './auth-state.ts';
import type { Ending } from './disconnect-policy.ts';
import type { OpenedSocket } from './open-socket.ts';
import type { Code } from './web-sessions.repository.ts';

const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 20_000;

/** How long WhatsApp may take to answer that we go; the library would wait half a minute for a server that is gone. */
const GOODBYE_MS = 1_000;

/** What a session wants to hear of its socket. */
export interface RunListener {
  qrCode(code: Code): void;
  /** WhatsApp has let us in. */
  opened(): void;
  /** All that waited for us has come. */
  caughtUp(): void;
}

/** How the run of a socket ended. */
export interface RunEnd extends Ending {
  /** How long WhatsApp had let us in; 0 when it never did. */
  openMs: number;
  /** A write of ours failed, and the socket had to go. */
  cause: unknown;
}

/** Parts of an AuthState and clock that a run needs. */
export interface RunParts {
  opened: OpenedSocket;
  auth: AuthState;
  listener: RunListener;
  now: () => Date;
  monotonicMs: () => number;
  /** How long each QR code lives, when it is not as usual. */
  qrMs: number | undefined;
}

/** One socket from its making to its end, which is only reached once all that came in is stored. */
export class SocketRun {
  readonly socket: WASocket;
  readonly ended: Promise<RunEnd>;
  /** Until when a phone can link through this socket; undefined before it asks for one. */
  pairingUntil: Date | undefined;
  readonly #parts: RunParts;
  #openedAtMs: number | undefined;
  #isEnding = false;
  #cause: unknown;
  #wire: Socket | undefined;
  #qrCodes = 0;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.socket = parts.opened.socket;
    const closed = new Promise<Error | undefined>((resolve) => {
      this.socket.ev.on('connection.update', (update) => {
        if (update.connection === 'close') resolve(update.lastDisconnect?.error);
        else this.#update(update);
      });
    });
    this.socket.ev.on('creds.update', () => {
      // A failed save ends the socket by itself.
      parts.auth.saveCreds().catch(() => undefined);
    });
    this.socket.ws.on('upgrade', ({ socket }: IncomingMessage) => {
      this.#wire = socket;
    });
    this.socket.ws.on('CB:iq,type:set,pair-device', (stanza: BinaryNode) => {
      this.#pairingBegins(stanza);
    });
    this.ended = this.#end(closed);
  }

  get isEnding(): boolean {
    return this.#isEnding;
  }

  get isOpen(): boolean {
    return this.#openedAtMs !== undefined && !this.#isEnding;
  }

  /** Ends it in order: what came in is read and told first. Await `ended` afterwards. */
  async finish(): Promise<void> {
    if (this.#isEnding) return;
    this.#isEnding = true;
    await this.#parts.opened.intake.stop();
    this.socket.ev.flush();
    await this.#leave(this.socket.end(undefined));
  }

  /** Tells WhatsApp that the link ends, then ends. */
  async logOut(): Promise<void> {
    await this.#parts.opened.intake.stop();
    this.socket.ev.flush();
    this.#isEnding = true;
    await this.#leave(
      this.socket.logout().catch((error: unknown) => {
        void this.socket.end(undefined);
        throw error;
      }),
    );
  }

  /** Ends it at once: nothing that it knows may be written any more. */
  cut(cause: unknown): void {
    this.#cause ??= cause;
    this.#isEnding = true;
    this.#parts.auth.end();
    void this.socket.end(undefined);
    this.#wire?.destroy();
  }

  async #leave(leaving: Promise<void>): Promise<void> {
    const cutOff = setTimeout(() => this.#wire?.destroy(), GOODBYE_MS);
    try {
      await leaving;
    } finally {
      await this.ended;
      clearTimeout(cutOff);
    }
  }

  #update(update: Partial<ConnectionState>): void {
    if (this.#isEnding) return;
    if (update.qr !== undefined) this.#qrCode(update.qr);
    if (update.connection === 'open') this.#open();
    if (update.receivedPendingNotifications === true) this.#parts.listener.caughtUp();
  }

  #open(): void {
    this.#openedAtMs = this.#parts.monotonicMs();
    this.pairingUntil = undefined;
    this.#parts.opened.intake.opened();
    this.#parts.listener.opened();
  }

  #pairingBegins({ content }: BinaryNode): void {
    const [pairDevice] = Array.isArray(content) ? content : [];
    const refs = Array.isArray(pairDevice?.content) ? pairDevice.content.length : 1;
    const { qrMs = NEXT_QR_MS } = this.#parts;
    const firstMs = this.#parts.qrMs ?? FIRST_QR_MS;
    this.pairingUntil = new Date(this.#parts.now().getTime() + firstMs + (refs - 1) * qrMs);
  }

  #qrCode(text: string): void {
    const usualMs = this.#qrCodes === 0 ? FIRST_QR_MS : NEXT_QR_MS;
    this.#qrCodes += 1;
    const expiresAt = new Date(this.#parts.now().getTime() + (this.#parts.qrMs ?? usualMs));
    this.#parts.listener.qrCode({ text, expiresAt });
  }

  async #end(closed: Promise<Error | undefined>): Promise<RunEnd> {
    const error = await closed;
    this.#isEnding = true;
    const { opened, auth, monotonicMs } = this.#parts;
    const openMs = this.#openedAtMs === undefined ? 0 : monotonicMs() - this.#openedAtMs;
    await opened.intake.drain();
    await auth.settled();
    auth.end();
    await opened.network.close();
    return { ...readError(error), isLinked: auth.isLinked, openMs, cause: this.#cause };
  }
}

/** What the library (Socket/socket.js) says when WhatsApp itself ended the connection by a stanza. */
const BY_WHATSAPP = /^(?:Stream Errored|Connection Failure|Multi-device beta not joined)/;
const NOBODY_SCANNED = 'QR refs attempts ended';

/** Reads the library's error, a Boom. */
export function readError(error: Error | undefined): Pick<Ending, 'code' | 'from'> {
  const code = statusCodeOf(error);
  if (error === undefined) return { code, from: 'network' };
  if (error.message === NOBODY_SCANNED) return { code, from: 'unscanned' };
  return { code, from: BY_WHATSAPP.test(error.message) ? 'whatsapp' : 'network' };
}

function statusCodeOf(error: Error | undefined): number | undefined {
  if (error === undefined || !('output' in error)) return undefined;
  const { output } = error;
  if (typeof output !== 'object' || output === null || !('statusCode' in output)) return undefined;
  return typeof output.statusCode === 'number' ? output.statusCode : undefined;
}
