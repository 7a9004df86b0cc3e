import { Inject, Injectable } from '@nestjs/common';
import type {
  CloudAccess,
  CreateInstance as Request,
  Instance,
  InstanceId,
  TenantId,
} from '@recado/contracts';
import { RecordAudit, type Actor } from '../audit/index.ts';
import { Channels, CloudSettings, CredentialsRepository } from '../channels/index.ts';
import { CONFIG, type Config } from '../config.ts';
import { Clock } from '../platform/clock.ts';
import { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/http/app-error.ts';
import { CloudAddress } from './cloud-address.ts';
import { ForgetInstance } from './forget-instance.ts';
import { WebProxy } from './web-proxy.ts';
import { WhatsappConfig } from './instance-record.ts';
import { InstancesRepository } from './instances.repository.ts';
import { instancePhoneNumber } from './phone-number-policy.ts';
import { auditedInstance, presentInstance } from './present-instance.ts';

/** Makes an instance; it is not connected yet. Secrets are sealed and never shown again. */
@Injectable()
export class CreateInstance {
  constructor(
    private readonly database: Database,
    private readonly repository: InstancesRepository,
    private readonly credentials: CredentialsRepository,
    private readonly channels: Channels,
    private readonly cloudAddress: CloudAddress,
    private readonly webProxy: WebProxy,
    private readonly recordAudit: RecordAudit,
    private readonly forgetInstance: ForgetInstance,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  /** @throws AppError channel_unavailable, address_not_allowed, invalid_request, or conflict when the number is taken */
  async execute(tenantId: TenantId, by: Actor, request: Request): Promise<Instance> {
    const { name, description = null, maxAgents, channel, cloud, web, settings = {} } = request;
    const phoneNumber = instancePhoneNumber(request.phoneNumber);
    this.channels.for(channel);
    await this.cloudAddress.assertAllowed(cloud);
    const proxy = await this.webProxy.check(web?.proxyUrl);
    const id = this.clock.newId<InstanceId>();
    const config = WhatsappConfig.parse({
      ...(cloud && { cloud: CloudSettings.parse(cloud) }),
      ...(channel === 'web' && { web: { proxyHost: proxy?.host } }),
      sending: settings,
    });
    return this.database.inTenant(tenantId, async (tx) => {
      const values = { id, name, description, phoneNumber, channel, maxAgents, config };
      const record = await this.repository.insert(tenantId, tx, values);
      if (record === undefined)
        throw new AppError('conflict', `There is an instance with the number ${phoneNumber} already`);
      if (cloud !== undefined) await this.credentials.store(tenantId, tx, id, secretsOf(cloud));
      if (proxy) await this.credentials.store(tenantId, tx, id, { proxyUrl: proxy.url });
      await this.recordAudit.execute(tenantId, tx, by, {
        action: 'instance.created',
        resourceType: 'instance',
        resourceId: id,
        after: auditedInstance(record),
      });
      this.forgetInstance.execute(tenantId, id);
      return presentInstance(record, this.config.publicUrl);
    });
  }
}

const secretsOf = ({ accessToken, appSecret, verifyToken }: CloudAccess) => ({
  accessToken,
  appSecret,
  verifyToken,
});
