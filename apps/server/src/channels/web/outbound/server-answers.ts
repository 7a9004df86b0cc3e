import type { BinaryNode, WASocket } from 'baileys';
import type { ServerAnswer } from './ack-outcome-policy.ts';

/** What came of waiting for the server's answer. */
export type Awaited = { kind: 'answered'; answer: ServerAnswer } | { kind: 'closed' };

/**
 * WhatsApp's answers to messages sent over one socket. They are taken from the raw stanzas: the library tells nothing of a
 * message that was taken (Socket/messages-recv.js, handleBadAck), and holds back what it tells while it starts.
 */
class SocketAnswers {
  readonly #waiting = new Map<string, (awaited: Awaited) => void>();

  constructor(socket: WASocket) {
    socket.ws.on('CB:ack,class:message', ({ attrs }: BinaryNode) => {
      const { error } = attrs;
      this.#answered(attrs['id'], error === undefined ? { kind: 'taken' } : { kind: 'refused', code: error });
    });
    // A recipient's receipt proves that the server took the message, should its own answer be missing.
    socket.ws.on('CB:receipt', ({ attrs }: BinaryNode) => {
      this.#answered(attrs['id'], { kind: 'taken' });
    });
    socket.ev.on('connection.update', ({ connection }) => {
      if (connection === 'close') for (const resolve of this.#waiting.values()) resolve({ kind: 'closed' });
    });
  }

  isAwaited(whatsappId: string): boolean {
    return this.#waiting.has(whatsappId);
  }

  expect(whatsappId: string): Promise<Awaited> {
    return new Promise((resolve) => {
      this.#waiting.set(whatsappId, resolve);
    });
  }

  forget(whatsappId: string): void {
    this.#waiting.delete(whatsappId);
  }

  #answered(whatsappId: string | undefined, answer: ServerAnswer): void {
    if (whatsappId !== undefined) this.#waiting.get(whatsappId)?.({ kind: 'answered', answer });
  }
}

const bySocket = new WeakMap<WASocket, SocketAnswers>();

function answersOf(socket: WASocket): SocketAnswers {
  let answers = bySocket.get(socket);
  if (answers === undefined) {
    answers = new SocketAnswers(socket);
    bySocket.set(socket, answers);
  }
  return answers;
}

/** A send waits for the answer to this id, and settles the message itself. */
export const isAnswerAwaited = (socket: WASocket, whatsappId: string): boolean =>
  bySocket.get(socket)?.isAwaited(whatsappId) ?? false;

/**
 * Waits for the server's answer to a message, from before it is sent.
 * @returns `awaited` stays open for ever when none comes; call `end` once it does not matter any more
 */
export function awaitAnswer(
  socket: WASocket,
  whatsappId: string,
): { awaited: Promise<Awaited>; end: () => void } {
  const answers = answersOf(socket);
  const awaited = answers.expect(whatsappId);
  return {
    awaited,
    end: () => {
      answers.forget(whatsappId);
    },
  };
}
