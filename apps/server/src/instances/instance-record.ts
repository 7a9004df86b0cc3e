import {
  InDoubtPolicy,
  InstanceChannel,
  InstanceStatus,
  Pacing,
  type InstanceId,
  type TenantId,
} from '@recado/contracts';
import { z } from 'zod';
import { CloudSettings, WebSettings } from '../channels/index.ts';

const text = z.string().nullable();

/** What `connection_data` holds: how the number came to its status. */
export const ConnectionData = z.object({
  /** ISO time of the last change of status. */
  since: z.string().optional(),
  failure: z.object({ code: z.string(), reason: z.string() }).optional(),
  /** Why a session stands as it does; absent while it is connected. */
  reason: z.object({ code: z.string(), text: z.string(), retryAt: z.string().optional() }).optional(),
  /** A phone is linked to the session. */
  isLinked: z.boolean().optional(),
  report: z
    .object({ displayName: text, phoneNumber: text, quality: text, messagingLimit: text, throughput: text })
    .optional(),
});
export type ConnectionData = z.infer<typeof ConnectionData>;

/** What `whatsapp_config` holds: the adapter's settings under the channel's name, and how to send. */
export const WhatsappConfig = z.object({
  cloud: CloudSettings.optional(),
  web: WebSettings.optional(),
  /** Set by the sandbox alone, never over the API. */
  isSandbox: z.boolean().default(false),
  sending: z
    .object({
      messagesPerSecond: z.number().nullable().default(null),
      inDoubtPolicy: InDoubtPolicy.default('hold'),
      pacing: Pacing.default('human'),
      newContactsPerDay: z.int().nullable().default(null),
    })
    .prefault({}),
});
export type WhatsappConfig = z.infer<typeof WhatsappConfig>;

/** An instance as stored, decoded; secrets are elsewhere. */
export interface InstanceRecord {
  id: InstanceId;
  tenantId: TenantId;
  name: string;
  description: string | null;
  phoneNumber: string;
  channel: InstanceChannel;
  status: InstanceStatus;
  connectionData: ConnectionData;
  config: WhatsappConfig;
  maxAgents: number;
  isActive: boolean;
  createdAt: Date;
  updatedAt: Date;
}

export const instanceColumns = [
  'id',
  'tenant_id',
  'name',
  'description',
  'phone_number',
  'channel',
  'status',
  'connection_data',
  'whatsapp_config',
  'max_agents',
  'is_active',
  'created_at',
  'updated_at',
] as const;

interface InstanceRow {
  id: InstanceId;
  tenant_id: TenantId;
  name: string;
  description: string | null;
  phone_number: string;
  channel: string;
  status: string;
  connection_data: unknown;
  whatsapp_config: unknown;
  max_agents: number;
  is_active: boolean;
  created_at: Date;
  updated_at: Date;
}

export function toRecord(row: InstanceRow): InstanceRecord {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    name: row.name,
    description: row.description,
    phoneNumber: row.phone_number,
    channel: InstanceChannel.parse(row.channel),
    status: InstanceStatus.parse(row.status),
    connectionData: ConnectionData.parse(row.connection_data),
    config: WhatsappConfig.parse(row.whatsapp_config),
    maxAgents: row.max_agents,
    isActive: row.is_active,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
