import type { BinaryNode, proto, WASocket } from 'baileys';
import { Outgoing } from '../session/outgoing.ts';
import type { ServerAnswer } from './ack-outcome-policy.ts';
import { awaitAnswer } from './server-answers.ts';

/** A message ready for the wire. */
export interface Relayed {
  chat: string;
  whatsappId: string;
  message: proto.IMessage;
  attributes: Record<string, string>;
  nodes: BinaryNode[];
}

/**
 * What became of one try. `not_begun`: no byte of the message went out and none will. `unanswered`: bytes went out, or may
 * have, and no answer came.
 */
export type RelayResult =
  | { kind: 'answered'; answer: ServerAnswer }
  | { kind: 'not_begun'; reason: 'forbidden' | 'failed'; detail: string }
  | { kind: 'unanswered'; detail: string };

export interface RelayLimits {
  /** Asked right before the bytes go out. */
  mayAct(): boolean;
  /** For all of it; a message that has not left by then never does. */
  settleWithinMs: number;
}

/** Sends a message once and waits for the server's answer. Never throws. */
export async function relayOnce(socket: WASocket, sent: Relayed, limits: RelayLimits): Promise<RelayResult> {
  const outgoing = new Outgoing(sent.chat);
  const threshold = new Threshold(() => socket.ws.isOpen && limits.mayAct() && outgoing.isStored);
  const { promise, resolve } = Promise.withResolvers<RelayResult>();
  const unanswered = (detail: string) => {
    resolve(
      threshold.isPassed ? { kind: 'unanswered', detail } : { kind: 'not_begun', reason: 'failed', detail },
    );
  };
  const timer = setTimeout(unanswered, limits.settleWithinMs, 'WhatsApp did not answer in time');
  const { awaited, end } = awaitAnswer(socket, sent.whatsappId);
  void awaited.then((outcome) => {
    if (outcome.kind === 'answered') resolve(outcome);
    else unanswered('The connection to WhatsApp broke before it answered');
  });
  outgoing
    .relay(() => relay(socket, sent, threshold))
    .catch((error: unknown) => {
      // Once the bytes are out a failure proves nothing: the answer may still come.
      if (!threshold.isPassed) resolve(notBegun(error));
    });
  try {
    return await promise;
  } finally {
    threshold.close();
    clearTimeout(timer);
    end();
  }
}

class NotBegun extends Error {
  constructor() {
    super('The session may not send any more');
    this.name = 'NotBegun';
  }
}

/** Where a message leaves our hands: the last point at which it can still be kept back. */
class Threshold {
  isPassed = false;
  #isClosed = false;

  constructor(private readonly mayPass: () => boolean) {}

  /** @throws NotBegun when the message must not leave any more */
  pass(): void {
    if (this.isPassed) return;
    if (this.#isClosed || !this.mayPass()) throw new NotBegun();
    this.isPassed = true;
  }

  close(): void {
    this.#isClosed = true;
  }
}

/**
 * The library asks for devices, sessions and tokens, encrypts, and looks at `additionalNodes` last, right before it writes the
 * stanza (Socket/messages-send.js). So what reads their number is the threshold: whatever fails before it sent nothing, and what
 * it throws keeps the message back.
 */
function relay(socket: WASocket, sent: Relayed, threshold: Threshold): Promise<string> {
  const additionalNodes = new Proxy(sent.nodes, {
    get(nodes, property, receiver): unknown {
      if (property === 'length') threshold.pass();
      return Reflect.get(nodes, property, receiver);
    },
  });
  return socket.relayMessage(sent.chat, sent.message, {
    messageId: sent.whatsappId,
    additionalAttributes: sent.attributes,
    additionalNodes,
  });
}

function notBegun(error: unknown): RelayResult {
  return {
    kind: 'not_begun',
    reason: error instanceof NotBegun ? 'forbidden' : 'failed',
    detail: error instanceof Error ? error.message : String(error),
  };
}
