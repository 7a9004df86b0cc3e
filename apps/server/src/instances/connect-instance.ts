import { Inject, Injectable } from '@nestjs/common';
import type { InstanceConnection, InstanceId, InstanceStatus, TenantId } from '@recado/contracts';
import type { Actor } from '../audit/index.ts';
import { Channels, Connections, type Channel, type ConnectOutcome } from '../channels/index.ts';
import { CONFIG, type Config } from '../config.ts';
import { Database } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { ChangeStatus, type NewStatus } from './change-status.ts';
import type { InstanceRecord } from './instance-record.ts';
import { InstancesRepository } from './instances.repository.ts';
import { presentConnection, webhookUrlOf } from './present-instance.ts';

const EVERY_STATUS: readonly InstanceStatus[] = ['disconnected', 'connecting', 'connected', 'failed'];
/** A session that is open stays so. */
const NOT_CONNECTED: readonly InstanceStatus[] = ['disconnected', 'connecting', 'failed'];
const opening = { code: 'opening', text: 'Connecting to WhatsApp' } as const;

/**
 * Connects an instance to WhatsApp. Where there are no sessions WhatsApp is asked between two transactions, and may call the
 * instance's webhook before it answers; the outcome is written only if nobody disconnected the instance meanwhile.
 */
@Injectable()
export class ConnectInstance {
  constructor(
    private readonly database: Database,
    private readonly repository: InstancesRepository,
    private readonly changeStatus: ChangeStatus,
    private readonly connections: Connections,
    private readonly channels: Channels,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  /** How the instance stands afterwards; that WhatsApp refused is in there, not an error. @throws AppError not_found */
  async execute(tenantId: TenantId, by: Actor, id: InstanceId): Promise<InstanceConnection> {
    const { channel: kind } = await this.connections.of(tenantId, id);
    const channel = this.channels.for(kind);
    const instance =
      channel.sessions === undefined
        ? await this.#connect(tenantId, by, id, channel)
        : await this.#beginSession(tenantId, by, id, channel);
    return presentConnection(instance);
  }

  async #connect(tenantId: TenantId, by: Actor, id: InstanceId, channel: Channel): Promise<InstanceRecord> {
    await this.#change(tenantId, id, { to: 'connecting', from: EVERY_STATUS, by });
    const connection = await this.connections.of(tenantId, id);
    const outcome = await channel
      .connect(connection, webhookUrlOf(this.config.publicUrl, id))
      .catch((error: unknown) => this.#broken(tenantId, by, id, error));
    return this.#change(tenantId, id, { ...settled(outcome), by });
  }

  /**
   * How it ends is told later. The wish and the status are of one transaction, the wish first as sessions write them: what a
   * session still has to say of an earlier wish cannot come between the two.
   */
  #beginSession(tenantId: TenantId, by: Actor, id: InstanceId, channel: Channel): Promise<InstanceRecord> {
    return this.database.inTenant(tenantId, async () => {
      const connection = await this.connections.of(tenantId, id);
      await channel.connect(connection, webhookUrlOf(this.config.publicUrl, id));
      return this.#change(tenantId, id, {
        to: 'connecting',
        from: NOT_CONNECTED,
        details: { reason: opening },
        by,
      });
    });
  }

  async #change(tenantId: TenantId, id: InstanceId, change: NewStatus): Promise<InstanceRecord> {
    return this.database.inTenant(tenantId, async (tx) => {
      const changed = await this.changeStatus.execute(tenantId, tx, id, change);
      const instance = changed ?? (await this.repository.lock(tenantId, tx, id));
      if (instance === undefined) throw notFound('The instance');
      return instance;
    });
  }

  /** An error of ours must not leave the instance connecting for ever. */
  async #broken(tenantId: TenantId, by: Actor, id: InstanceId, error: unknown): Promise<never> {
    const outcome = {
      kind: 'failed' as const,
      code: 'internal',
      reason: 'Something went wrong on our side',
    };
    await this.#change(tenantId, id, { ...settled(outcome), by });
    throw error;
  }
}

function settled(outcome: ConnectOutcome): Omit<NewStatus, 'by'> {
  // How it ends is told later.
  if (outcome.kind === 'under_way') return { to: 'connecting', from: [] };
  const from = ['connecting'] as const;
  if (outcome.kind === 'connected') return { to: 'connected', from, details: { report: outcome.report } };
  return { to: 'failed', from, details: { failure: { code: outcome.code, reason: outcome.reason } } };
}
