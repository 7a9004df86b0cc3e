import type { ErrorCode, InstanceId, Permission } from '@recado/contracts';

export interface ApiKeyGrant {
  permissions: Permission[];
  /** Undefined is every instance of the tenant. */
  instanceIds: InstanceId[] | undefined;
  expiresAt: Date | undefined;
}

export interface Grantor {
  permissions: ReadonlySet<Permission>;
  instanceIds: ReadonlySet<InstanceId> | undefined;
}

export interface Refusal {
  code: Extract<ErrorCode, 'forbidden' | 'invalid_request'>;
  path: string;
  message: string;
}

/** Why the caller may not make such a key: it may do at most what its maker may. Undefined when it may. */
export function refusalOf(by: Grantor, grant: ApiKeyGrant, now: Date): Refusal | undefined {
  const lacking = grant.permissions.filter((permission) => !by.permissions.has(permission));
  if (lacking.length > 0)
    return {
      code: 'forbidden',
      path: 'permissions',
      message: `You cannot grant permissions that you lack: ${lacking.join(', ')}`,
    };
  const { instanceIds: reach } = by;
  if (reach !== undefined && !(grant.instanceIds?.every((id) => reach.has(id)) ?? false))
    return {
      code: 'forbidden',
      path: 'instanceIds',
      message: 'Your API key is limited to instances; name some of them in instanceIds',
    };
  if (grant.expiresAt !== undefined && grant.expiresAt <= now)
    return { code: 'invalid_request', path: 'expiresAt', message: 'must be in the future' };
  return undefined;
}
