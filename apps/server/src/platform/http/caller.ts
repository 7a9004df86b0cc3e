import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type {
  AgentId,
  ApiKeyId,
  BroadcastId,
  InstanceId,
  Permission,
  TenantId,
  UserId,
} from '@recado/contracts';
import { AppError } from './app-error.ts';

/** Who makes a request. The access guard makes it from a token or an API key; nothing else does. */
export interface Caller {
  tenantId: TenantId;
  /** The user, the API key, or what acts by itself (the tenant itself, for its settings); idempotency keys belong to it. */
  credentialId: UserId | ApiKeyId | AgentId | BroadcastId | TenantId;
  userId: UserId | undefined;
  apiKeyId: ApiKeyId | undefined;
  /** The sign-in of a user; ending the others spares this one. */
  sessionId?: string | undefined;
  permissions: ReadonlySet<Permission>;
  /** Instances an API key is limited to; undefined is all of the tenant. */
  instanceIds: ReadonlySet<InstanceId> | undefined;
  /** An administrator of the platform may name another tenant. */
  isPlatformAdmin: boolean;
  ipAddress: string | undefined;
  userAgent: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
    rawBody?: Buffer;
  }
}

/** The caller of this request, for handlers of routes that need a permission. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<{ caller?: Caller }>();
  if (request.caller === undefined) throw new AppError('unauthenticated');
  return request.caller;
});

/** Whether the caller may reach this instance; one out of an API key's scope is to be answered as not found. */
export const mayUseInstance = (caller: Caller, instanceId: InstanceId): boolean =>
  caller.instanceIds === undefined || caller.instanceIds.has(instanceId);

/** What acts by itself for a tenant: an automatic agent, a broadcast, the tenant's own settings. It has no permissions; use cases do not ask for them. */
export const automaticCaller = (
  tenantId: TenantId,
  credentialId: AgentId | BroadcastId | TenantId,
): Caller => ({
  tenantId,
  credentialId,
  userId: undefined,
  apiKeyId: undefined,
  permissions: new Set(),
  instanceIds: undefined,
  isPlatformAdmin: false,
  ipAddress: undefined,
  userAgent: undefined,
});
