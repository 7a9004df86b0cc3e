import { decodeBinaryNode } from 'baileys';
import type { RawData, WebSocket } from 'ws';
import type { CertificateChain } from '../noise/certificate-chain.ts';
import type { CountingCipher } from '../noise/counting-cipher.ts';
import { FrameReader, framed } from '../noise/frame-reader.ts';
import { type HandshakeResult, ServerHandshake } from '../noise/server-handshake.ts';
import type { Stanza } from './stanza.ts';
import { Stream } from './stream.ts';

/** Who listens to a client once its handshake is done. */
export interface StreamListener {
  /** Stanzas come one after the other: the next one waits until this one is dealt with. */
  received(stanza: Stanza): Promise<void> | void;
  closed(): void;
}

/** Decides what a client is that finished its handshake. */
export type Welcome = (stream: Stream, result: HandshakeResult) => StreamListener;

/** What a connection needs of its surroundings. */
export interface ConnectionPort {
  readonly chain: CertificateChain;
  readonly welcome: Welcome;
  readonly log: (line: string) => void;
}

/** Carries one WebSocket through the handshake, then turns bytes into stanzas and back. */
export function serveConnection(socket: WebSocket, port: ConnectionPort): void {
  const connection = new Connection(socket, port);
  socket.on('message', (data) => connection.received(bytesOf(data)));
  socket.on('close', () => connection.closed());
  // A reset is an end like any other; 'close' follows.
  socket.on('error', () => undefined);
}

class Connection {
  readonly #socket: WebSocket;
  readonly #port: ConnectionPort;
  readonly #reader = new FrameReader();
  #handshake: ServerHandshake | undefined;
  #inbound: CountingCipher | undefined;
  #stream: Stream | undefined;
  #listener: StreamListener | undefined;
  #turn: Promise<void> = Promise.resolve();

  constructor(socket: WebSocket, port: ConnectionPort) {
    this.#socket = socket;
    this.#port = port;
  }

  received(bytes: Buffer): void {
    try {
      for (const frame of this.#reader.push(bytes)) this.#takeFrame(frame);
    } catch (error) {
      this.#port.log(`A connection ends: ${textOf(error)}`);
      this.#socket.terminate();
    }
  }

  closed(): void {
    this.#stream?.closed();
    this.#listener?.closed();
    this.#listener = undefined;
  }

  #takeFrame(frame: Buffer): void {
    if (this.#inbound) {
      const plaintext = this.#inbound.decrypt(frame);
      this.#turn = this.#turn.then(() => this.#takeStanza(plaintext));
    } else if (this.#handshake) {
      this.#finishHandshake(this.#handshake.finish(frame));
    } else {
      this.#handshake = new ServerHandshake(this.#port.chain);
      this.#socket.send(framed(this.#handshake.hello(frame)));
    }
  }

  #finishHandshake(result: HandshakeResult): void {
    this.#handshake = undefined;
    this.#inbound = result.inbound;
    this.#stream = new Stream({
      send: (plaintext) => this.#socket.send(framed(result.outbound.encrypt(plaintext))),
      close: () => this.#socket.close(),
      drop: () => this.#socket.terminate(),
    });
    this.#listener = this.#port.welcome(this.#stream, result);
  }

  async #takeStanza(plaintext: Buffer): Promise<void> {
    try {
      // What a client wrote before it was cut off is not heard any more.
      if (this.#stream?.isOpen !== true) return;
      await this.#listener?.received(await decodeBinaryNode(plaintext));
    } catch (error) {
      this.#port.log(`A stanza could not be dealt with: ${textOf(error)}`);
    }
  }
}

function bytesOf(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
