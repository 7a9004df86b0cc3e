import type { INestApplicationContext } from '@nestjs/common';
import type { InstanceId, TenantId } from '@recado/contracts';
import { systemActor } from '../audit/index.ts';
import { Channels } from '../channels/index.ts';
import { ProvideInstance } from '../instances/index.ts';
import type { Account, WhatsappWebSimulator } from '@recado/whatsapp-web-simulator';
import { CustomerPhones } from './customer-phones.ts';
import { SandboxNumbers } from './sandbox-numbers.ts';
import { AUTOMATIC_ANSWER, FIRST_CUSTOMER, nameOf } from './simulated-customer.ts';
import { WebFaults } from './web-faults.ts';
import { WebPhone } from './web-phone.ts';

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
  { tenantId }: { tenantId: TenantId },
): Promise<SandboxWebNumber | undefined> {
  if (app.get(Channels, { strict: false }).find('web') === undefined) return undefined;
  // Loaded only here: a server without the sandbox never reads it.
  const { startWhatsappWebSimulator } = await import('@recado/whatsapp-web-simulator');
  const simulator = await startWhatsappWebSimulator();
  const phone = simulator.addAccount({ phoneNumber: NUMBER, name: 'Recado sandbox' });
  const instanceId = await app.get(ProvideInstance, { strict: false }).execute(tenantId, systemActor, {
    name: 'Sandbox (QR code)',
    phoneNumber: NUMBER,
    channel: 'web',
    endpoint: { ...simulator.endpoint },
  });
  const phones = new CustomerPhones(
    (phoneNumber) => new WebPhone(addCustomer(simulator, phoneNumber), NUMBER),
  );
  const faults = new WebFaults(simulator, phone);
  phones.of(FIRST_CUSTOMER);
  app.get(SandboxNumbers, { strict: false }).provide({
    tenantId,
    instanceId,
    phoneNumber: NUMBER,
    scan: async (qrText) => {
      await phone.scan(qrText);
    },
    phones: () => phones.list(),
    phone: (phoneNumber) => phones.of(phoneNumber),
    order: (order) => faults.order(order),
    faults: () => faults.list(),
    cancel: (id) => faults.cancel(id),
  });
  return { instanceId, phoneNumber: NUMBER, close: () => simulator.close() };
}

const addCustomer = (simulator: WhatsappWebSimulator, phoneNumber: string): Account =>
  simulator.addAccount({
    phoneNumber,
    name: nameOf(phoneNumber),
    conduct: { readDelayMs: 1_000, autoReply: () => AUTOMATIC_ANSWER },
  });
