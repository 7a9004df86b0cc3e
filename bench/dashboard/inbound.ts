import { createHmac } from 'node:crypto';
import { InstanceId } from '@recado/contracts';
import { z } from 'zod';
import type { ApiClient } from '../../e2e/harness/api.ts';
import { newNumber, type SimulatedNumber } from '../throughput/simulated-number.ts';

const Created = z.object({ id: InstanceId });

/** A time that this process and the page have in common, in milliseconds with fractions. */
const wallMs = (): number => performance.timeOrigin + performance.now();

/** Customers' messages as Meta posts them: one signed request for each. */
export class Inbound {
  readonly instanceId: InstanceId;
  readonly #url: string;
  readonly #number: SimulatedNumber;
  #count = 0;

  private constructor(url: string, instanceId: InstanceId, number: SimulatedNumber) {
    this.#url = url;
    this.instanceId = instanceId;
    this.#number = number;
  }

  /** Connects a number to which the messages come. */
  static async connect(client: ApiClient, simulatorUrl: string): Promise<Inbound> {
    const number = await newNumber(simulatorUrl);
    const { id } = Created.parse(
      await client.expect('POST', '/instances', {
        name: 'Bench',
        phoneNumber: '+16505551000',
        channel: 'cloud',
        cloud: { ...number, verifyToken: 'bench', apiBaseUrl: simulatorUrl },
      }),
    );
    await client.expect('POST', `/instances/${id}/connect`);
    return new Inbound(client.url, id, number);
  }

  /** Posts what the n-th customer says. @returns when it was posted */
  async post(customer: number, text: string): Promise<number> {
    const body = this.#body(customer, text);
    const signature = createHmac('sha256', this.#number.appSecret).update(body).digest('hex');
    const postedAt = wallMs();
    const response = await fetch(`${this.#url}/channels/cloud/${this.instanceId}/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body,
    });
    if (!response.ok) throw new Error(`The webhook answered ${String(response.status)}`);
    return postedAt;
  }

  #body(customer: number, text: string): string {
    this.#count += 1;
    const waId = `55119777${String(10_000 + customer)}`;
    const { businessAccountId, phoneNumberId } = this.#number;
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '16505551000', phone_number_id: phoneNumberId },
      contacts: [{ profile: { name: `Customer ${String(customer)}` }, wa_id: waId }],
      messages: [
        {
          from: waId,
          id: `wamid.bench.${String(this.#count)}`,
          timestamp: String(Math.floor(Date.now() / 1_000)),
          type: 'text',
          text: { body: text },
        },
      ],
    };
    return JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: businessAccountId, changes: [{ field: 'messages', value }] }],
    });
  }
}
