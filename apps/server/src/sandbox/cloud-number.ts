import { hkdfSync } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { systemActor } from '../audit/index.ts';
import type { Config } from '../config.ts';
import { ConnectInstance, ProvideInstance } from '../instances/index.ts';
import { CloudFaults } from './cloud-faults.ts';
import { CloudPhone } from './cloud-phone.ts';
import { CustomerPhones } from './customer-phones.ts';
import { SandboxNumbers } from './sandbox-numbers.ts';
import { FIRST_CUSTOMER } from './simulated-customer.ts';

/** Of a range that is never given to anyone. */
const NUMBER = '+15550100001';

export interface SandboxCloudNumber {
  instanceId: InstanceId;
  phoneNumber: string;
  simulatorUrl: string;
  close(): Promise<void>;
}

const derived = (config: Config, purpose: string): string =>
  Buffer.from(hkdfSync('sha256', config.secretKey, '', `recado sandbox ${purpose}`, 24)).toString('hex');

/**
 * Starts the simulator of the Cloud API and connects a number of it, through the very code that talks to Meta.
 * The simulator forgets at each start; its ids and secrets come from the secret key, so that the instance fits again.
 */
export async function startCloudNumber(
  app: INestApplicationContext,
  config: Config,
  { tenantId }: { tenantId: TenantId },
): Promise<SandboxCloudNumber> {
  // Loaded only here: a server without the sandbox never reads it.
  const { startGraphApiSimulator } = await import('@recado/graph-api-simulator');
  const simulator = await startGraphApiSimulator({ behaviour: { window: 'open' } });
  const account = simulator.addBusinessAccount({
    name: 'Recado sandbox',
    appSecret: derived(config, 'app secret'),
    accessToken: derived(config, 'access token'),
  });
  const number = simulator.addPhoneNumber({
    businessAccountId: account.id,
    displayPhoneNumber: NUMBER,
    verifiedName: 'Recado sandbox',
  });
  const instanceId = await app.get(ProvideInstance, { strict: false }).execute(tenantId, systemActor, {
    name: 'Sandbox',
    phoneNumber: NUMBER,
    channel: 'cloud',
    cloud: {
      phoneNumberId: number.id,
      businessAccountId: account.id,
      accessToken: account.accessToken,
      appSecret: account.appSecret,
      verifyToken: derived(config, 'verify token'),
      apiBaseUrl: simulator.url,
    },
  });
  const phones = new CustomerPhones((phoneNumber) => new CloudPhone(simulator, number.id, phoneNumber));
  const faults = new CloudFaults(simulator, number.id);
  phones.of(FIRST_CUSTOMER);
  app.get(SandboxNumbers, { strict: false }).provide({
    tenantId,
    instanceId,
    phoneNumber: NUMBER,
    scan: undefined,
    phones: () => phones.list(),
    phone: (phoneNumber) => phones.of(phoneNumber),
    order: (order) => faults.order(order),
    faults: () => faults.list(),
    cancel: (id) => faults.cancel(id),
  });
  await app.get(ConnectInstance, { strict: false }).execute(tenantId, systemActor, instanceId);
  return { instanceId, phoneNumber: NUMBER, simulatorUrl: simulator.url, close: () => simulator.close() };
}
