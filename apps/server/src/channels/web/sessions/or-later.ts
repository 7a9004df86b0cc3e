import { AppError } from '../../../platform/http/app-error.ts';
import { ChannelError } from '../../channel.ts';

const mayPass: readonly string[] = ['session_not_open', 'session_unreachable'];

/** For methods of the port that tell by ChannelError whether to try again: what has no open session now may have one later. */
export async function orLater<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof AppError) || !mayPass.includes(error.code)) throw error;
    throw new ChannelError({ kind: 'retry', code: error.code, detail: error.message, scope: 'instance' });
  }
}
