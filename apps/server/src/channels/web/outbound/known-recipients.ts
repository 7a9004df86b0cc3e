import { Injectable } from '@nestjs/common';
import type { InstanceId } from '@recado/contracts';
import { LRUCache } from 'lru-cache';

/** The database is asked again after this long: another process may have held the session meanwhile. */
const IN_MEMORY = { max: 50_000, ttl: 60 * 60_000 };

/** Those to whom sessions of this process wrote before, so that the database need not be asked with each message. */
@Injectable()
export class KnownRecipients {
  readonly #known = new LRUCache<string, true>(IN_MEMORY);

  has(instanceId: InstanceId, recipient: string): boolean {
    return this.#known.has(keyOf(instanceId, recipient));
  }

  add(instanceId: InstanceId, recipient: string): void {
    this.#known.set(keyOf(instanceId, recipient), true);
  }

  /** Nothing was written to them after all. */
  forget(instanceId: InstanceId, recipient: string): void {
    this.#known.delete(keyOf(instanceId, recipient));
  }
}

const keyOf = (instanceId: InstanceId, recipient: string): string => `${instanceId}:${recipient}`;
