import type { InstanceId, TenantId } from '@recado/contracts';
import type { GraphApiSimulator, PhoneNumber } from '@recado/graph-api-simulator';
import type pg from 'pg';
import { CredentialsRepository } from '../../src/channels/index.ts';
import { Database } from '../../src/platform/database/database.ts';
import type { TestApp } from '../harness/test-app.ts';
import { insertInstance } from './instances.ts';

export interface CloudNumber {
  instanceId: InstanceId;
  phoneNumber: PhoneNumber;
  accessToken: string;
}

interface CloudAccount {
  apiBaseUrl: string;
  businessAccountId: string;
  phoneNumberId: string;
  accessToken: string;
  appSecret: string;
}

interface Place {
  app: TestApp['app'];
  owner: pg.Client;
  tenantId: TenantId;
}

/** An instance of a tenant that is connected to an account of the Cloud API, or of what passes for it. */
export async function connectAccount(
  { app, owner, tenantId }: Place,
  account: CloudAccount,
): Promise<InstanceId> {
  const { accessToken, appSecret, ...settings } = account;
  const instanceId = await insertInstance(owner, tenantId, settings);
  const credentials = app.get(CredentialsRepository, { strict: false });
  await app
    .get(Database)
    .inTenant(tenantId, (tx) =>
      credentials.store(tenantId, tx, instanceId, { accessToken, appSecret, verifyToken: 'verify' }),
    );
  return instanceId;
}

/** A new number of the simulator, connected as an instance of a tenant. */
export async function connectCloudNumber(place: Place, simulator: GraphApiSimulator): Promise<CloudNumber> {
  const { id: businessAccountId, accessToken, appSecret } = simulator.addBusinessAccount();
  const phoneNumber = simulator.addPhoneNumber({ businessAccountId });
  const instanceId = await connectAccount(place, {
    apiBaseUrl: simulator.url,
    businessAccountId,
    phoneNumberId: phoneNumber.id,
    accessToken,
    appSecret,
  });
  return { instanceId, phoneNumber, accessToken };
}
