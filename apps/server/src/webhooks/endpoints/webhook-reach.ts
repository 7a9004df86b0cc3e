import type { InstanceId } from '@recado/contracts';
import { mayUseInstance, type Caller } from '../../platform/http/caller.ts';

/** Whether the caller may reach an endpoint of this instance, or of all (null): a key of some instances reaches only theirs. */
export const mayUseWebhookOf = (caller: Caller, instanceId: InstanceId | null): boolean =>
  instanceId === null ? caller.instanceIds === undefined : mayUseInstance(caller, instanceId);
