import type { Instance, InstanceConnection, InstanceId } from '@recado/contracts';
import type { InstanceRecord } from './instance-record.ts';

/** The address that Meta calls for an instance. */
export const webhookUrlOf = (publicUrl: string, id: InstanceId): string =>
  `${publicUrl}/channels/cloud/${id}/webhook`;

/** An instance as callers see it. */
export function presentInstance(record: InstanceRecord, publicUrl: string): Instance {
  return {
    id: record.id,
    name: record.name,
    phoneNumber: record.phoneNumber,
    description: record.description,
    channel: record.channel,
    status: record.status,
    qrCode: null,
    maxAgents: record.maxAgents,
    isActive: record.isActive,
    webhookUrl: record.channel === 'cloud' ? webhookUrlOf(publicUrl, record.id) : null,
    cloud: record.config.cloud ?? null,
    settings: record.config.sending,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  };
}

/** How an instance stands with WhatsApp. */
export function presentConnection(record: InstanceRecord): InstanceConnection {
  const { since, failure, report } = record.connectionData;
  return {
    id: record.id,
    channel: record.channel,
    status: record.status,
    phoneNumber: record.phoneNumber,
    since: since ?? null,
    failure: record.status === 'failed' ? (failure ?? null) : null,
    report: report ?? null,
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
  };
}
