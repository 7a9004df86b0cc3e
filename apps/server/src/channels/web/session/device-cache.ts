import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UserFacingSocketConfig } from 'baileys';
import { LRUCache } from 'lru-cache';
import { WorkerDatabase, type Tx } from '../../../platform/database/database.ts';
import { Retention } from '../../../platform/database/retention.ts';
import type { SessionHold } from '../sessions/held-session.ts';
import { DevicesRepository } from './devices.repository.ts';

type LibraryCache = NonNullable<UserFacingSocketConfig['userDevicesCache']>;

/** As long as the library would keep them itself, in memory alone. */
const IN_MEMORY = { max: 500, ttl: 5 * 60_000 };

/**
 * Where the library keeps the devices of those it writes to: in the database, under the session's lease. Without it, a session
 * that moved to another process asks WhatsApp for everybody's devices and keys again.
 */
class DeviceCache implements LibraryCache {
  readonly #database: WorkerDatabase;
  readonly #devices: DevicesRepository;
  readonly #hold: SessionHold;
  readonly #near = new LRUCache<string, object>(IN_MEMORY);

  constructor(database: WorkerDatabase, devices: DevicesRepository, hold: SessionHold) {
    this.#database = database;
    this.#devices = devices;
    this.#hold = hold;
  }

  async mget<T>(users: string[]): Promise<Record<string, T | undefined>> {
    const found = new Map<string, unknown>();
    for (const user of users) {
      const near = this.#near.get(user);
      if (near !== undefined) found.set(user, near);
    }
    const far = users.filter((user) => !found.has(user));
    if (far.length > 0) {
      const { tenantId, instanceId } = this.#hold;
      for (const { user, devices } of await this.#devices.find(tenantId, instanceId, far)) {
        if (typeof devices === 'object' && devices !== null) this.#near.set(user, devices);
        found.set(user, devices);
      }
    }
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the library gets back what it stored under the key
    return Object.fromEntries(found) as Record<string, T>;
  }

  async get<T>(user: string): Promise<T> {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- its type has no word for what is not there
    return (await this.mget<T>([user]))[user] as T;
  }

  async mset(entries: { key: string; value: unknown }[]): Promise<void> {
    if (entries.length === 0) return;
    const { tenantId, instanceId } = this.#hold;
    const known = entries.map(({ key, value }) => ({ user: key, devices: value }));
    await this.#write((tx) => this.#devices.save(tenantId, tx, instanceId, known));
    for (const { user, devices } of known)
      if (typeof devices === 'object' && devices !== null) this.#near.set(user, devices);
  }

  set(key: string, value: unknown): Promise<void> {
    return this.mset([{ key, value }]);
  }

  async mdel(users: string[]): Promise<void> {
    const { tenantId, instanceId } = this.#hold;
    for (const user of users) this.#near.delete(user);
    await this.#write((tx) => this.#devices.forget(tenantId, tx, instanceId, users));
  }

  del(user: string): Promise<void> {
    return this.mdel([user]);
  }

  async flushAll(): Promise<void> {
    const { tenantId, instanceId } = this.#hold;
    this.#near.clear();
    await this.#write((tx) => this.#devices.forgetAll(tenantId, tx, instanceId));
  }

  #write(work: (tx: Tx) => Promise<void>): Promise<void> {
    return this.#database.transaction(async (tx) => {
      await this.#hold.assertHeld(tx);
      await work(tx);
    });
  }
}

/** Makes the cache of each socket. */
@Injectable()
export class DeviceCaches implements OnModuleInit {
  constructor(
    private readonly database: WorkerDatabase,
    private readonly devices: DevicesRepository,
    private readonly retention: Retention,
  ) {}

  onModuleInit(): void {
    this.retention.register({
      name: 'devices of those sessions write to',
      deleteBatch: (tx, limit) => this.devices.deleteOld(tx, limit),
    });
  }

  of(hold: SessionHold): LibraryCache {
    return new DeviceCache(this.database, this.devices, hold);
  }
}
