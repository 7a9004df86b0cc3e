import type { InstanceId } from '@recado/contracts';
import { AppError, notFound } from '../platform/http/app-error.ts';
import { mayUseInstance, type Caller } from '../platform/http/caller.ts';

/** @throws AppError not_found when the caller is limited to other instances */
export function assertReaches(caller: Caller, id: InstanceId): void {
  if (!mayUseInstance(caller, id)) throw notFound('The instance');
}

/** @throws AppError forbidden when the caller is limited to some instances, and so could not use a new one */
export function assertReachesAll(caller: Caller): void {
  if (caller.instanceIds !== undefined)
    throw new AppError('forbidden', 'This API key is limited to some instances and cannot make new ones');
}
