import type { Instance, InstanceConnection, InstanceId } from '@recado/contracts';
import type { AccountLimits, SessionOwner } from '../channels/index.ts';
import type { ConnectionData, InstanceRecord } from './instance-record.ts';

/** The address that Meta calls for an instance. */
export const webhookUrlOf = (publicUrl: string, id: InstanceId): string =>
  `${publicUrl}/channels/cloud/${id}/webhook`;

/** What of an instance is not in its row. */
export interface LiveParts {
  /** PNG of the QR code that waits, as a data URL. */
  qrCode?: string | null;
  owner?: SessionOwner | null;
}

/** An instance as callers see it. */
export function presentInstance(
  record: InstanceRecord,
  publicUrl: string,
  { qrCode = null, owner = null }: LiveParts = {},
): Instance {
  return {
    id: record.id,
    name: record.name,
    phoneNumber: record.phoneNumber,
    description: record.description,
    channel: record.channel,
    status: record.status,
    qrCode,
    owner,
    report: record.connectionData.report ?? null,
    isSandbox: record.config.isSandbox,
    maxAgents: record.maxAgents,
    isActive: record.isActive,
    webhookUrl: record.channel === 'cloud' ? webhookUrlOf(publicUrl, record.id) : null,
    cloud: record.config.cloud ?? null,
    web: record.channel === 'web' ? { proxyHost: record.config.web?.proxyHost ?? null } : null,
    settings: record.config.sending,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}

/** Why a session stands as it does, as callers see it. */
export const presentReason = (reason: ConnectionData['reason']): InstanceConnection['reason'] =>
  reason ? { ...reason, retryAt: reason.retryAt ?? null } : null;

/** How an instance stands with WhatsApp. */
export function presentConnection(
  record: InstanceRecord,
  { owner = null, limits }: { owner?: SessionOwner | null; limits?: AccountLimits | undefined } = {},
): InstanceConnection {
  const { since, failure, report, reason } = record.connectionData;
  return {
    id: record.id,
    channel: record.channel,
    status: record.status,
    phoneNumber: record.phoneNumber,
    since: since ?? null,
    failure: record.status === 'failed' ? (failure ?? null) : null,
    report: report ?? null,
    reason: presentReason(reason),
    owner,
    limits: limits ? presentLimits(limits) : null,
  };
}

function presentLimits({ checkedAt, newChatsLockedUntil, newChats }: AccountLimits) {
  return {
    checkedAt: checkedAt?.toISOString() ?? null,
    newChatsLockedUntil: newChatsLockedUntil?.toISOString() ?? null,
    newChats: newChats && { ...newChats, cycleEndsAt: newChats.cycleEndsAt?.toISOString() ?? null },
  };
}

/** What the audit shows of an instance. */
export function auditedInstance(record: InstanceRecord): Record<string, unknown> {
  const { name, phoneNumber, description, channel, maxAgents, isActive, config } = record;
  return {
    name,
    phoneNumber,
    description,
    channel,
    maxAgents,
    isActive,
    ...config.sending,
    cloud: config.cloud,
    ...(config.web?.proxyHost !== undefined && { proxyHost: config.web.proxyHost }),
  };
}
