import { Injectable } from '@nestjs/common';
import type { CloudAccess, InstanceId, TenantId } from '@recado/contracts';
import type { Actor } from '../audit/index.ts';
import type { SimulatedEndpoint } from '../config.ts';
import { Database } from '../platform/database/database.ts';
import { CreateInstance } from './create-instance.ts';
import { DisconnectInstance } from './disconnect-instance.ts';
import { ForgetInstance } from './forget-instance.ts';
import { InstanceByNumberQueries } from './instance-by-number.queries.ts';
import { InstancesRepository } from './instances.repository.ts';
import { UpdateInstance } from './update-instance.ts';

/** A number of the sandbox that must be there, and how it reaches its simulator. */
export type ProvidedNumber = { name: string; phoneNumber: string } & (
  { channel: 'cloud'; cloud: CloudAccess } | { channel: 'web'; endpoint: SimulatedEndpoint }
);

/** Sees to it that a tenant has an instance of this number of the sandbox: makes it, or brings it up to date. */
@Injectable()
export class ProvideInstance {
  constructor(
    private readonly queries: InstanceByNumberQueries,
    private readonly createInstance: CreateInstance,
    private readonly updateInstance: UpdateInstance,
    private readonly disconnectInstance: DisconnectInstance,
    private readonly repository: InstancesRepository,
    private readonly database: Database,
    private readonly forgetInstance: ForgetInstance,
  ) {}

  async execute(tenantId: TenantId, by: Actor, number: ProvidedNumber): Promise<InstanceId> {
    const known = await this.queries.find(tenantId, number.phoneNumber);
    const id = known ?? (await this.#create(tenantId, by, number));
    await this.#bindToSandbox(tenantId, id, number.channel === 'web' ? number.endpoint : undefined);
    if (number.channel === 'cloud' && known !== undefined)
      await this.updateInstance.execute(tenantId, by, id, { cloud: number.cloud });
    // Another simulator does not know the links of the one before.
    if (number.channel === 'web' && known !== undefined)
      await this.disconnectInstance.execute(tenantId, by, id, { logout: true });
    return id;
  }

  async #create(tenantId: TenantId, by: Actor, number: ProvidedNumber): Promise<InstanceId> {
    const { name, phoneNumber, channel } = number;
    const cloud = channel === 'cloud' ? number.cloud : undefined;
    const request = { name, phoneNumber, maxAgents: 10, channel, cloud };
    return (await this.createInstance.execute(tenantId, by, request)).id;
  }

  async #bindToSandbox(
    tenantId: TenantId,
    id: InstanceId,
    endpoint: SimulatedEndpoint | undefined,
  ): Promise<void> {
    await this.database.inTenant(tenantId, async (tx) => {
      await this.repository.bindToSandbox(tenantId, tx, id, endpoint);
      this.forgetInstance.execute(tenantId, id);
    });
  }
}
