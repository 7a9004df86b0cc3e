import { Inject, Injectable } from '@nestjs/common';
import type {
  CloudAccessChanges,
  Instance,
  InstanceId,
  TenantId,
  UpdateInstance as Request,
} from '@recado/contracts';
import { RecordAudit, type Actor } from '../audit/index.ts';
import { CredentialsRepository } from '../channels/index.ts';
import { CONFIG, type Config } from '../config.ts';
import { Database, type Tx } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { invalidRequest } from '../platform/http/validation-pipe.ts';
import { CloudAddress } from './cloud-address.ts';
import { ForgetInstance } from './forget-instance.ts';
import { WhatsappConfig, type InstanceRecord } from './instance-record.ts';
import { InstancesRepository } from './instances.repository.ts';
import { auditedInstance, presentInstance } from './present-instance.ts';
import { WebProxy, type CheckedProxy } from './web-proxy.ts';

const SECRETS = ['accessToken', 'appSecret', 'verifyToken'] as const;

/** Changes an instance. New credentials are used from the next request on; connecting checks them. */
@Injectable()
export class UpdateInstance {
  constructor(
    private readonly database: Database,
    private readonly repository: InstancesRepository,
    private readonly credentials: CredentialsRepository,
    private readonly cloudAddress: CloudAddress,
    private readonly webProxy: WebProxy,
    private readonly recordAudit: RecordAudit,
    private readonly forgetInstance: ForgetInstance,
    @Inject(CONFIG) private readonly config: Pick<Config, 'publicUrl'>,
  ) {}

  /** @throws AppError not_found, invalid_request, address_not_allowed */
  async execute(tenantId: TenantId, by: Actor, id: InstanceId, request: Request): Promise<Instance> {
    await this.cloudAddress.assertAllowed(request.cloud);
    const proxy = await this.webProxy.check(request.web?.proxyUrl);
    return this.database.inTenant(tenantId, async (tx) => {
      const before = await this.repository.lock(tenantId, tx, id);
      if (before === undefined) throw notFound('The instance');
      if (request.cloud !== undefined && before.config.cloud === undefined)
        throw invalidRequest([{ path: ['cloud'], message: 'belongs to instances on the Cloud API' }]);
      if (request.web !== undefined && before.channel !== 'web')
        throw invalidRequest([{ path: ['web'], message: 'belongs to instances with a QR code' }]);
      const after = await this.repository.update(tenantId, tx, id, changed(before, request, proxy));
      await this.#storeProxy(tenantId, tx, id, proxy);
      const changedSecrets = await this.#storeSecrets(tenantId, tx, id, request.cloud ?? {});
      await this.recordAudit.execute(tenantId, tx, by, {
        action: 'instance.updated',
        resourceType: 'instance',
        resourceId: id,
        before: auditedInstance(before),
        // The audit masks these by their names: that they were changed is seen, their values are not given to it.
        after: {
          ...auditedInstance(after),
          ...Object.fromEntries(changedSecrets.map((kind) => [kind, 'changed'])),
        },
      });
      this.forgetInstance.execute(tenantId, id);
      return presentInstance(after, this.config.publicUrl);
    });
  }

  async #storeProxy(
    tenantId: TenantId,
    tx: Tx,
    id: InstanceId,
    proxy: CheckedProxy | null | undefined,
  ): Promise<void> {
    if (proxy === null) await this.credentials.remove(tenantId, tx, id, 'proxyUrl');
    else if (proxy !== undefined) await this.credentials.store(tenantId, tx, id, { proxyUrl: proxy.url });
  }

  async #storeSecrets(
    tenantId: TenantId,
    tx: Tx,
    id: InstanceId,
    cloud: CloudAccessChanges,
  ): Promise<string[]> {
    const secrets = Object.fromEntries(
      SECRETS.flatMap((kind) => {
        const secret = cloud[kind];
        return secret === undefined ? [] : [[kind, secret] as const];
      }),
    );
    await this.credentials.store(tenantId, tx, id, secrets);
    return Object.keys(secrets);
  }
}

function changed(before: InstanceRecord, request: Request, proxy: CheckedProxy | null | undefined) {
  const { name, description, maxAgents, isActive, cloud, settings } = request;
  const config = WhatsappConfig.parse({
    ...(before.config.cloud && { cloud: { ...before.config.cloud, ...given(cloud ?? {}) } }),
    isSandbox: before.config.isSandbox,
    web: before.channel === 'web' ? changedWeb(before.config.web, proxy) : undefined,
    sending: { ...before.config.sending, ...given(settings ?? {}) },
  });
  return {
    name: name ?? before.name,
    description: description === undefined ? before.description : description,
    maxAgents: maxAgents ?? before.maxAgents,
    isActive: isActive ?? before.isActive,
    config,
  };
}

/** Without fields that are undefined, which would take away what is there. */
const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** @param proxy undefined leaves it, null takes it away */
function changedWeb(before: WhatsappConfig['web'], proxy: CheckedProxy | null | undefined) {
  return proxy === undefined ? before : { ...before, proxyHost: proxy?.host };
}
