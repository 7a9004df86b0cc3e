import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** What the simulator's process prints: where its phones are ordered about, and where clients connect. */
export const Started = z.object({
  controlUrl: z.string(),
  /** The simulator's own control routes. */
  simulatorUrl: z.string(),
  endpoint: z.object({ webSocketUrl: z.string(), noiseRoot: z.string() }).loose(),
});
export type Started = z.infer<typeof Started>;

const Count = z.object({ count: z.number() });
const Companions = z.object({ connected: z.number() });

/** The phones at WhatsApp's end, in the simulator's process. */
export class SimulatedPhones {
  readonly #controlUrl: string;
  readonly #simulatorUrl: string;

  constructor({ controlUrl, simulatorUrl }: Pick<Started, 'controlUrl' | 'simulatorUrl'>) {
    this.#controlUrl = controlUrl;
    this.#simulatorUrl = simulatorUrl;
  }

  async scan(phoneNumber: string, qr: string): Promise<void> {
    await this.#post('/scan', { phoneNumber, qr });
  }

  /** Makes accounts known, so that they can be written to. */
  async addPeople(phoneNumbers: string[]): Promise<void> {
    await this.#post('/people', { phoneNumbers });
  }

  /** Has people write `count` messages, one after the other, each sender and each recipient in turn. */
  async burst(order: { from: string[]; to: string[]; count: number }): Promise<void> {
    await this.#post('/burst', order);
  }

  async forget(): Promise<void> {
    await this.#post('/forget', {});
  }

  /** Waits until so many messages of clients arrived. */
  async untilArrived(count: number): Promise<void> {
    for (let tries = 0; tries < 12_000; tries += 1) {
      const response = await fetch(`${this.#controlUrl}/arrived`);
      if (Count.parse(await response.json()).count >= count) return;
      await pause(20);
    }
    throw new Error('Not all messages arrived');
  }

  /** Waits until WhatsApp sees so many linked devices logged in. */
  async untilConnected(count: number): Promise<void> {
    for (let tries = 0; tries < 12_000; tries += 1) {
      const response = await fetch(`${this.#simulatorUrl}/control/companions`);
      if (Companions.parse(await response.json()).connected === count) return;
      await pause(20);
    }
    throw new Error(`Never were ${String(count)} devices connected`);
  }

  async #post(path: string, body: unknown): Promise<void> {
    const response = await fetch(`${this.#controlUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
  }
}
