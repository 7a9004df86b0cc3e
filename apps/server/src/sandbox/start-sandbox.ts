import type { INestApplicationContext } from '@nestjs/common';
import type { TenantId } from '@recado/contracts';
import type { Config } from '../config.ts';
import { startCloudNumber, type SandboxCloudNumber } from './cloud-number.ts';
import { FIRST_CUSTOMER } from './simulated-customer.ts';
import { startWebNumber, type SandboxWebNumber } from './web-number.ts';

export interface Sandbox {
  cloud: SandboxCloudNumber;
  /** Undefined without the optional dependency. */
  web: SandboxWebNumber | undefined;
  /** Whom to write to: a simulated customer who reads and answers. */
  customer: string;
  close(): Promise<void>;
}

/**
 * Starts simulators of WhatsApp beside the server, and a number on each: one on the Cloud API, connected, and one that waits
 * for its QR code to be scanned. The app must be listening, because the simulator checks the webhook address as Meta does.
 */
export async function startSandbox(
  app: INestApplicationContext,
  config: Config,
  tenantId: TenantId,
): Promise<Sandbox> {
  const cloud = await startCloudNumber(app, config, { tenantId });
  const web = await startWebNumber(app, { tenantId });
  return {
    cloud,
    web,
    customer: FIRST_CUSTOMER,
    close: async () => {
      await Promise.all([cloud.close(), web?.close()]);
    },
  };
}
