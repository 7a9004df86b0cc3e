import type { INestApplicationContext } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { systemActor } from '../audit/index.ts';
import { Channels } from '../channels/index.ts';
import { ProvideInstance } from '../instances/index.ts';
import { SandboxPhones } from './sandbox-phones.ts';

/** Of a range that is never given to anyone. */
const NUMBER = '+15550100002';

export interface SandboxWebNumber {
  instanceId: InstanceId;
  phoneNumber: string;
  close(): Promise<void>;
}

/**
 * Starts the simulator of WhatsApp's multi-device protocol, with the phone of a number that waits to be linked by QR code and
 * a customer who answers. The simulator forgets at each start, and with it the link. Where `baileys`, an optional dependency,
 * is not installed, there is no such number.
 */
export async function startWebNumber(
  app: INestApplicationContext,
  { tenantId, customer }: { tenantId: TenantId; customer: string },
): Promise<SandboxWebNumber | undefined> {
  if (app.get(Channels, { strict: false }).find('web') === undefined) return undefined;
  // Loaded only here: a server without the sandbox never reads it.
  const { startWhatsappWebSimulator } = await import('@recado/whatsapp-web-simulator');
  const simulator = await startWhatsappWebSimulator();
  const phone = simulator.addAccount({ phoneNumber: NUMBER, name: 'Recado sandbox' });
  simulator.addAccount({
    phoneNumber: customer,
    name: 'Customer',
    conduct: { readDelayMs: 1_000, autoReply: () => 'Recebido! (a reply of the simulated customer)' },
  });
  app.get(SandboxPhones, { strict: false }).provide((phoneNumber) =>
    phoneNumber === NUMBER
      ? {
          phoneNumber,
          scan: async (qrText) => {
            await phone.scan(qrText);
          },
        }
      : undefined,
  );
  const instanceId = await app.get(ProvideInstance, { strict: false }).execute(tenantId, systemActor, {
    name: 'Sandbox (QR code)',
    phoneNumber: NUMBER,
    channel: 'web',
    endpoint: { ...simulator.endpoint },
  });
  return { instanceId, phoneNumber: NUMBER, close: () => simulator.close() };
}
