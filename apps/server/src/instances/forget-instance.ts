import { Injectable } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { Connections } from '../channels/index.ts';
import { afterCommit } from '../platform/database/database.ts';
import { TemplateCatalog } from '../templates/index.ts';
import { SendingInstances } from './sending-instances.ts';

/** Has this process see a change of an instance as soon as it is committed; the others see it within seconds. */
@Injectable()
export class ForgetInstance {
  constructor(
    private readonly connections: Connections,
    private readonly sending: SendingInstances,
    private readonly templates: TemplateCatalog,
  ) {}

  execute(tenantId: TenantId, id: InstanceId): void {
    afterCommit(() => {
      this.connections.forget(tenantId, id);
      this.sending.forget(tenantId, id);
      this.templates.forget(tenantId, id);
    });
  }
}
