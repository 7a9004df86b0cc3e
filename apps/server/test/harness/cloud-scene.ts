import type { CloudAccess, Instance } from '@recado/contracts';
import {
  INSTANT,
  startGraphApiSimulator,
  type Behaviour,
  type BusinessAccount,
  type GraphApiSimulator,
  type PhoneNumber,
} from '@recado/graph-api-simulator';
import { seedTenant, type SeededTenant } from './seed.ts';
import { createTestApp, type TestApp } from './test-app.ts';

/** An application that the simulator of Meta can reach, with a tenant, and a number at the simulator. */
export interface CloudScene extends TestApp {
  simulator: GraphApiSimulator;
  account: BusinessAccount;
  number: PhoneNumber;
  tenant: SeededTenant;
  /** What it takes to connect `number`; parts may be replaced. */
  access(changes?: Partial<CloudAccess>): CloudAccess;
  /** Makes an instance for `number` through the API, not connected. */
  createInstance(changes?: {
    name?: string;
    phoneNumber?: string;
    cloud?: Partial<CloudAccess>;
  }): Promise<Instance>;
}

export interface CloudSceneOptions {
  settings?: Record<string, string>;
  behaviour?: Partial<Behaviour>;
}

/** Listens on loopback, because the simulator calls back. */
export async function createCloudScene(options: CloudSceneOptions = {}): Promise<CloudScene> {
  const simulator = await startGraphApiSimulator({ behaviour: { ...INSTANT, ...options.behaviour } });
  const account = simulator.addBusinessAccount();
  const number = simulator.addPhoneNumber({
    businessAccountId: account.id,
    displayPhoneNumber: '+1 555-078-3881',
    verifiedName: 'Jaspers Market',
  });
  const testApp = await createTestApp({
    listen: true,
    ...(options.settings && { settings: options.settings }),
  });
  const tenant = await seedTenant(testApp);
  const access = (changes: Partial<CloudAccess> = {}): CloudAccess => ({
    phoneNumberId: number.id,
    businessAccountId: account.id,
    accessToken: account.accessToken,
    appSecret: account.appSecret,
    verifyToken: 'a verify token',
    apiBaseUrl: simulator.url,
    ...changes,
  });
  return {
    ...testApp,
    simulator,
    account,
    number,
    tenant,
    access,
    createInstance: async ({ name = 'Vendas', phoneNumber = '+15550783881', cloud } = {}) => {
      const response = await testApp.app.inject({
        method: 'POST',
        url: '/instances',
        headers: tenant.authorization('developer'),
        payload: { name, phoneNumber, channel: 'cloud', cloud: access(cloud) },
      });
      if (response.statusCode !== 201) throw new Error(`The instance was not made: ${response.body}`);
      return response.json<Instance>();
    },
    close: async () => {
      await testApp.close();
      await simulator.close();
    },
  };
}
