import { AppError } from '../platform/http/app-error.ts';
import type { Caller } from '../platform/http/caller.ts';

/**
 * Contacts are of the whole tenant. What makes, joins or removes them is not for a key that is limited to instances.
 * @throws AppError forbidden
 */
export function assertWholeTenant(caller: Caller): void {
  if (caller.instanceIds !== undefined)
    throw new AppError('forbidden', 'An API key that is limited to instances cannot do this');
}
