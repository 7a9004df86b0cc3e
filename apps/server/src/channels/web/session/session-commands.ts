import { Injectable } from '@nestjs/common';
import type { WASocket } from 'baileys';
import type { SessionHold } from '../sessions/held-session.ts';

/** Does something with an open session. Arguments and answer are plain JSON, for they may come from another process. */
export type SessionCommand = (
  session: { socket: WASocket; hold: SessionHold },
  args: unknown,
) => Promise<unknown>;

/** What other processes may ask of an open session, by name such as `groups.list`. */
@Injectable()
export class SessionCommands {
  readonly #commands = new Map<string, SessionCommand>();

  register(name: string, command: SessionCommand): void {
    if (this.#commands.has(name)) throw new Error(`The command ${name} is registered twice`);
    this.#commands.set(name, command);
  }

  /** @throws when there is none of this name */
  named(name: string): SessionCommand {
    const command = this.#commands.get(name);
    if (command === undefined) throw new Error(`Sessions know no command ${name}`);
    return command;
  }
}
