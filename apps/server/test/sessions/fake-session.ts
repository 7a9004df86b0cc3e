import type { WASocket } from 'baileys';
import type { HeldSession, SessionEnd, SessionHold } from '../../src/channels/web/sessions/held-session.ts';

/** What happened to sessions of a test, in order. */
export interface SessionStep {
  process: string;
  instanceId: string;
  step: 'start' | 'wake' | 'abandon' | SessionEnd;
}

/** A session without WhatsApp: notes what is asked of it. */
export class FakeSession implements HeldSession {
  socket: WASocket | undefined;
  readonly #process: string;
  readonly #steps: SessionStep[];
  readonly #answer: (command: { name: string; arguments: unknown }) => Promise<unknown>;

  constructor(
    readonly hold: SessionHold,
    scene: {
      process: string;
      steps: SessionStep[];
      answer: (command: { name: string; arguments: unknown }) => Promise<unknown>;
    },
  ) {
    this.#process = scene.process;
    this.#steps = scene.steps;
    this.#answer = scene.answer;
  }

  start(): void {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- ownership only looks whether there is one
    this.socket = {} as WASocket;
    this.#note('start');
  }

  wake(): void {
    this.#note('wake');
  }

  close(end: SessionEnd): Promise<void> {
    this.socket = undefined;
    this.#note(end);
    return Promise.resolve();
  }

  abandon(): void {
    this.socket = undefined;
    this.#note('abandon');
  }

  run(command: { name: string; arguments: unknown }): Promise<unknown> {
    return this.#answer(command);
  }

  #note(step: SessionStep['step']): void {
    this.#steps.push({ process: this.#process, instanceId: this.hold.instanceId, step });
  }
}
