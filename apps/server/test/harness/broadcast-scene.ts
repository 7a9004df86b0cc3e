import {
  BroadcastRecipientPage,
  BroadcastWithProgress,
  CreatedBroadcast,
  type BroadcastId,
  type BroadcastRecipient,
  type BroadcastState,
} from '@recado/contracts';
import { expect, vi } from 'vitest';
import type { MessagingScene } from './messaging-scene.ts';

/** What a busy machine may take for a broadcast. */
const PATIENCE = { timeout: 12_000, interval: 50 };

/** A time for `sendAt` that no test waits for. */
export const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();

/** The calls of the broadcasts API, as a developer of the scene's tenant. */
export class BroadcastScene {
  constructor(readonly messaging: MessagingScene) {}

  /** `POST /broadcasts`: a text at full speed unless told otherwise. */
  post(fields: Record<string, unknown>) {
    return this.messaging.call('POST', '/broadcasts', { payload: this.body(fields) });
  }

  body(fields: Record<string, unknown>): Record<string, unknown> {
    return {
      name: 'Ofertas',
      instanceId: this.messaging.instanceId,
      message: { type: 'text', content: 'olá' },
      ratePerMinute: 60_000,
      ...fields,
    };
  }

  async created(fields: Record<string, unknown>): Promise<CreatedBroadcast> {
    const answer = await this.post(fields);
    expect(answer).toMatchObject({ status: 201 });
    return CreatedBroadcast.parse(answer.body);
  }

  /** Numbers of customers of whom nobody else in the file writes. */
  newNumbers(count: number): string[] {
    return Array.from({ length: count }, () => this.messaging.newCustomer().recipient);
  }

  listOf(numbers: string[]): { recipients: { phoneNumber: string }[] } {
    return { recipients: numbers.map((phoneNumber) => ({ phoneNumber })) };
  }

  async change(id: BroadcastId, change: 'pause' | 'resume' | 'stop'): Promise<BroadcastWithProgress> {
    const answer = await this.messaging.call('POST', `/broadcasts/${id}/${change}`);
    expect(answer).toMatchObject({ status: 200 });
    return BroadcastWithProgress.parse(answer.body);
  }

  async find(id: BroadcastId): Promise<BroadcastWithProgress> {
    const answer = await this.messaging.call('GET', `/broadcasts/${id}`, { role: 'viewer' });
    return BroadcastWithProgress.parse(answer.body);
  }

  /** The first hundred recipients. */
  async recipients(id: BroadcastId, search = ''): Promise<BroadcastRecipient[]> {
    const url = `/broadcasts/${id}/recipients?limit=100${search}`;
    const answer = await this.messaging.call('GET', url, { role: 'viewer' });
    return BroadcastRecipientPage.parse(answer.body).items;
  }

  /** Resolves with the broadcast once it is as it should be. */
  async seen(
    id: BroadcastId,
    isIt: (broadcast: BroadcastWithProgress) => boolean,
  ): Promise<BroadcastWithProgress> {
    return vi.waitFor(async () => {
      const broadcast = await this.find(id);
      if (!isIt(broadcast)) throw new Error(`It is ${JSON.stringify(broadcast)}`);
      return broadcast;
    }, PATIENCE);
  }

  reaches(id: BroadcastId, state: BroadcastState): Promise<BroadcastWithProgress> {
    return this.seen(id, (broadcast) => broadcast.state === state);
  }

  /** How many messages each of these customers got, as the simulator counted. */
  countSent(numbers: string[]): number[] {
    const { simulator, number } = this.messaging.cloud;
    return numbers.map((to) => simulator.ledger.toCustomer(number.id, to.replace('+', '')).length);
  }
}
