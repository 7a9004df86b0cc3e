import { randomBytes } from 'node:crypto';
import { Instance, InstanceConnection, InstanceQrCode, type InstanceId, type Role } from '@recado/contracts';
import {
  startWhatsappWebSimulator,
  type Account,
  type FaultOrder,
  type WhatsappWebSimulator,
} from '@recado/whatsapp-web-simulator';
import { expect, vi } from 'vitest';
import {
  SESSION_TIMING,
  usualTiming,
  type SessionTiming,
} from '../../src/channels/web/session/session-timing.ts';
import { ownerQuery, seedTenant, type SeededTenant } from '../harness/seed.ts';
import { createTestApp, type TestApp } from '../harness/test-app.ts';
import type { TestDatabase } from '../harness/test-database.ts';

/** What connecting and settling may take on a busy machine. */
export const PATIENCE = { timeout: 20_000, interval: 50 };

let numbers = 0;
/** A number that nothing else in the process uses. */
export const freshNumber = (): string => `+55119${String(60_000_000 + (numbers += 1))}`;

/** An instance made over the API, and the phone that can be linked to it. */
export interface WebNumber {
  id: InstanceId;
  account: Account;
}

/** Numbers with a QR code, as an integrator makes and links them over the API. */
export class SessionScene {
  readonly #secretKey: Buffer;

  constructor(
    readonly simulator: WhatsappWebSimulator,
    public testApp: TestApp,
    readonly tenant: SeededTenant,
    secretKey: Buffer,
  ) {
    this.#secretKey = secretKey;
  }

  get timing(): SessionTiming {
    return this.testApp.app.get<SessionTiming>(SESSION_TIMING, { strict: false });
  }

  /** Before each test: nothing goes wrong, and what waits for its next try waits shortly. */
  calmDown(): void {
    Object.assign(this.timing, usualTiming(), { random: () => 0 });
    for (const { id } of this.simulator.faults.list()) this.simulator.faults.remove(id);
  }

  call(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, role: Role = 'developer') {
    return this.testApp.app.inject({
      method,
      url,
      headers: this.tenant.authorization(role),
      ...(payload && { payload }),
    });
  }

  rows(sql: string, id: InstanceId): Promise<Record<string, unknown>[]> {
    return ownerQuery(this.testApp.database, sql, [id]);
  }

  async statusOf(id: InstanceId): Promise<InstanceConnection> {
    return InstanceConnection.parse((await this.call('GET', `/instances/${id}/status`)).json());
  }

  comesTo(id: InstanceId, expected: object): Promise<InstanceConnection> {
    return vi.waitFor(async () => {
      const status = await this.statusOf(id);
      expect(status).toMatchObject(expected);
      return status;
    }, PATIENCE);
  }

  /** Kinds of the keys of its session that are stored. */
  async keysOf(id: InstanceId): Promise<unknown[]> {
    const sql = `select kind from channel_credentials where instance_id = $1 and key_id <> ''`;
    return (await this.rows(sql, id)).map(({ kind }) => kind);
  }

  async eventsOf(id: InstanceId): Promise<unknown[]> {
    return (await this.rows('select type from events where instance_id = $1 order by seq', id)).map(
      ({ type }) => type,
    );
  }

  async auditOf(id: InstanceId): Promise<unknown[]> {
    const sql = 'select action from audit_logs where resource_id = $1 order by created_at';
    return (await this.rows(sql, id)).map(({ action }) => action);
  }

  async makeInstance(): Promise<WebNumber> {
    const phoneNumber = freshNumber();
    const account = this.simulator.addAccount({ phoneNumber });
    const answer = await this.call('POST', '/instances', { name: 'Loja', phoneNumber, channel: 'web' });
    expect(answer.statusCode).toBe(201);
    return { id: Instance.parse(answer.json()).id, account };
  }

  qrCodeOf(id: InstanceId): Promise<InstanceQrCode> {
    return vi.waitFor(async () => {
      const answer = await this.call('GET', `/instances/${id}/qr`);
      expect(answer.statusCode).toBe(200);
      return InstanceQrCode.parse(answer.json());
    }, PATIENCE);
  }

  /** Connects, and has the phone scan. */
  async link({ id, account }: WebNumber): Promise<void> {
    const started = await this.call('POST', `/instances/${id}/connect`);
    expect(started.json()).toMatchObject({ status: 'connecting' });
    await account.scan((await this.qrCodeOf(id)).code);
    await this.comesTo(id, { status: 'connected' });
  }

  async linked(): Promise<WebNumber> {
    const number = await this.makeInstance();
    await this.link(number);
    return number;
  }

  /** Orders faults for this number's connection; then it breaks. */
  breakConnection({ account }: WebNumber, ...afterwards: Pick<FaultOrder, 'fault' | 'times'>[]): void {
    const match = { account: account.phone };
    for (const order of afterwards) this.simulator.faults.add({ match, ...order });
    this.simulator.faults.add({ match, fault: { kind: 'drop' } });
  }

  /** Stops the process and starts another one on the same database. */
  async restart(): Promise<void> {
    await this.testApp.app.close();
    const { database } = this.testApp;
    this.testApp = await startApp(this.simulator, this.#secretKey, { database });
  }

  /** Another process on the same database. Close it before the scene. */
  another(settings: Record<string, string>): Promise<TestApp> {
    return startApp(this.simulator, this.#secretKey, { database: this.testApp.database, settings });
  }

  async close(): Promise<void> {
    await this.testApp.app.close();
    await this.testApp.database.drop();
    await this.simulator.close();
  }
}

const startApp = (
  simulator: WhatsappWebSimulator,
  secretKey: Buffer,
  { database, settings }: { database?: TestDatabase; settings?: Record<string, string> } = {},
): Promise<TestApp> =>
  createTestApp({
    secretKey,
    ...(database && { database }),
    settings: {
      RECADO_WHATSAPP_WEB_ENDPOINT: JSON.stringify(simulator.endpoint),
      RECADO_WEB_CONNECTS_PER_SECOND: '100',
      ...settings,
    },
  });

/** Starts the app beside a simulator. */
export async function createSessionScene(settings: Record<string, string> = {}): Promise<SessionScene> {
  const simulator = await startWhatsappWebSimulator();
  const secretKey = randomBytes(32);
  const testApp = await startApp(simulator, secretKey, { settings });
  return new SessionScene(simulator, testApp, await seedTenant(testApp), secretKey);
}
