import { Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import { PinoLogger } from 'nestjs-pino';
import { AppError } from '../../../platform/http/app-error.ts';
import { storedError } from './command-answer.ts';
import {
  SessionCommandsRepository,
  type StoredCommand,
  type TakenCommand,
} from './session-commands.repository.ts';
import { SessionRegistry } from './session-registry.ts';

/** At once; the others follow with the next look. */
const MOST_TAKEN = 50;

/** Runs what other processes ask of the sessions that this one holds. */
@Injectable()
export class RunCommands {
  constructor(
    private readonly registry: SessionRegistry,
    private readonly commands: SessionCommandsRepository,
    private readonly logger: PinoLogger,
  ) {}

  /** Takes what waits for these sessions; answers are stored as they come, after this has resolved. */
  async execute(instanceIds: readonly InstanceId[]): Promise<void> {
    for (const command of await this.commands.take(instanceIds, MOST_TAKEN))
      this.#run(command)
        .then((ended) => this.commands.answer(command.id, ended))
        .catch((error: unknown) => {
          this.logger.error({ err: error, command: command.name }, 'an answer of a session was lost');
        });
  }

  async #run({ instanceId, name, arguments: args }: TakenCommand): Promise<StoredCommand> {
    try {
      const session = this.registry.of(instanceId);
      if (session?.hold.mayAct() !== true) throw new AppError('session_not_open');
      return { state: 'done', result: await session.run({ name, arguments: args }) };
    } catch (error) {
      if (!(error instanceof AppError))
        this.logger.error({ err: error, instanceId, command: name }, 'a session could not do what was asked');
      return { state: 'failed', result: storedError(error) };
    }
  }
}
