import { Injectable } from '@nestjs/common';
import type { CloudAccess, InstanceId, TenantId } from '@recado/contracts';
import type { Actor } from '../audit/index.ts';
import { CreateInstance } from './create-instance.ts';
import { InstanceByNumberQueries } from './instance-by-number.queries.ts';
import { UpdateInstance } from './update-instance.ts';

/** Sees to it that a tenant has an instance of this number with these credentials: makes it, or brings it up to date. */
@Injectable()
export class ProvideInstance {
  constructor(
    private readonly queries: InstanceByNumberQueries,
    private readonly createInstance: CreateInstance,
    private readonly updateInstance: UpdateInstance,
  ) {}

  async execute(
    tenantId: TenantId,
    by: Actor,
    { name, phoneNumber, cloud }: { name: string; phoneNumber: string; cloud: CloudAccess },
  ): Promise<InstanceId> {
    const known = await this.queries.find(tenantId, phoneNumber);
    if (known !== undefined) {
      await this.updateInstance.execute(tenantId, by, known, { cloud });
      return known;
    }
    const request = { name, phoneNumber, maxAgents: 10, channel: 'cloud', cloud } as const;
    const { id } = await this.createInstance.execute(tenantId, by, request);
    return id;
  }
}
