import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/http/app-error.ts';
import { Relay } from '../../../platform/live/relay.ts';
import { answerOf } from './command-answer.ts';
import { SessionCommandsRepository, type StoredCommand } from './session-commands.repository.ts';
import { SessionPlacesQueries } from './session-places.queries.ts';
import { SessionRegistry } from './session-registry.ts';
import { commandsTopic } from './session-topics.ts';

const FIRST_LOOK_MS = 20;
const LAST_LOOK_MS = 250;

/** Whose session is asked. */
export interface AskedSession {
  tenantId: TenantId;
  instanceId: InstanceId;
}

/** Has a session do something, whichever process holds it. Arguments and answers are plain JSON. */
@Injectable()
export class AskSession {
  constructor(
    private readonly registry: SessionRegistry,
    private readonly places: SessionPlacesQueries,
    private readonly commands: SessionCommandsRepository,
    private readonly relay: Relay,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns what HeldSession.run gave for this command
   * @throws AppError session_not_open when no process holds the session, session_unreachable when none answers in time;
   * ChannelError and AppError as the session threw them
   */
  async execute(
    { tenantId, instanceId }: AskedSession,
    name: string,
    args: unknown,
    { timeoutMs = 20_000 }: { timeoutMs?: number } = {},
  ): Promise<unknown> {
    const here = this.registry.of(instanceId);
    if (here?.hold.mayAct() === true) return inTime(timeoutMs, here.run({ name, arguments: args }));
    if ((await this.places.holderOf(instanceId)) === undefined) throw new AppError('session_not_open');
    const id = this.clock.newId();
    await this.commands.add({ id, tenantId, instanceId, name, arguments: args, timeoutMs });
    this.relay.publish(commandsTopic(instanceId));
    return answerOf(await this.#await(id, timeoutMs));
  }

  async #await(id: string, timeoutMs: number): Promise<StoredCommand> {
    const deadlineMs = this.clock.monotonicMs() + timeoutMs;
    for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 1.5, LAST_LOOK_MS)) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      const ended = await this.commands.takeEnded(id);
      if (ended !== undefined) return ended;
      if (this.clock.monotonicMs() < deadlineMs) continue;
      throw await this.#unreachable(id);
    }
  }

  async #unreachable(id: string): Promise<AppError> {
    return (await this.commands.withdraw(id))
      ? new AppError(
          'session_unreachable',
          'The process that holds the session did not begin; nothing was done',
        )
      : lateAnswer();
  }
}

const lateAnswer = (): AppError =>
  new AppError(
    'session_unreachable',
    'The session did not answer in time; it may have been done all the same',
  );

async function inTime(longestMs: number, answer: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(lateAnswer());
    }, longestMs);
  });
  return Promise.race([answer, late]).finally(() => {
    clearTimeout(timer);
  });
}
