import { randomUUID } from 'node:crypto';
import {
  Agent,
  DistributionDecisionPage,
  DistributionSettings,
  type AgentId,
  type AgentPresence,
  type ConversationId,
  type DistributionDecision,
  type InstanceId,
  type PutDistribution,
  type Role,
} from '@recado/contracts';
import { expect } from 'vitest';
import { DistributionLane } from '../../src/distribution/distribution.jobs.ts';
import { ReceiveMessages } from '../../src/messages/receiving/receive-messages.ts';
import { WorkerDatabase } from '../../src/platform/database/database.ts';
import type { LaneOutcome } from '../../src/platform/queue/lane.ts';
import { seedInstance } from './conversations.ts';
import { ownerQuery, seedTenant, type SeededTenant } from './seed.ts';
import { createTestApp, type TestApp } from './test-app.ts';

/** A conversation as its row says. */
export interface SeenConversation {
  id: ConversationId;
  phone: string;
  status: string;
  agentId: AgentId | null;
}

/** An instance with agents, and customers whose messages are stored as the inbound lane stores them. No lane runs by itself. */
export class DistributionScene {
  #customers = 0;

  constructor(
    readonly test: TestApp,
    readonly tenant: SeededTenant,
    public instanceId: InstanceId,
  ) {}

  /** From now on everything is of an instance of its own. */
  async newInstance(maxAgents = 30): Promise<void> {
    this.instanceId = await seedInstance(this.test, this.tenant.tenantId);
    await this.query('update instances set max_agents = $2 where id = $1', [this.instanceId, maxAgents]);
  }

  query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return ownerQuery(this.test.database, text, values);
  }

  async call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = this.tenant.authorization('developer'),
  ): Promise<{ status: number; body: unknown }> {
    const response = await this.test.app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.body === '' ? undefined : response.json<unknown>() };
  }

  as(role: Role): Record<string, string> {
    return this.tenant.authorization(role);
  }

  /** A person, online unless told otherwise. */
  async person(
    name: string,
    configuration: Record<string, unknown> = {},
    presence: AgentPresence = 'online',
  ): Promise<AgentId> {
    const id = await this.agent({ name, type: 'human', configuration });
    await this.setPresence(id, presence);
    return id;
  }

  async agent(fields: Record<string, unknown>): Promise<AgentId> {
    const answer = await this.call('POST', '/agents', { instanceId: this.instanceId, ...fields });
    expect(answer).toMatchObject({ status: 201 });
    return Agent.parse(answer.body).id;
  }

  async setPresence(id: AgentId, presence: AgentPresence): Promise<void> {
    expect(await this.call('PUT', `/agents/${id}/presence`, { presence })).toMatchObject({ status: 200 });
  }

  async show(id: AgentId): Promise<Agent> {
    return Agent.parse((await this.call('GET', `/agents/${id}`)).body);
  }

  async configure(settings: Partial<PutDistribution>): Promise<DistributionSettings> {
    const url = `/instances/${this.instanceId}/distribution`;
    const before = DistributionSettings.parse((await this.call('GET', url)).body);
    const answer = await this.call('PUT', url, { ...before, ...settings });
    expect(answer).toMatchObject({ status: 200 });
    return DistributionSettings.parse(answer.body);
  }

  newCustomer(): string {
    this.#customers += 1;
    return `+55119${String(60_000_000 + this.#customers)}`;
  }

  newCustomers(count: number): string[] {
    return Array.from({ length: count }, () => this.newCustomer());
  }

  /** Messages of these customers, in one transaction as of the inbound lane. */
  async arrive(customers: string[], options: { at?: Date; isGroup?: boolean } = {}): Promise<void> {
    const { tenantId } = this.tenant;
    const kind = options.isGroup === true ? ('group' as const) : ('phone' as const);
    await this.test.app.get(WorkerDatabase).transaction((tx) =>
      this.test.app.get(ReceiveMessages, { strict: false }).execute(
        tx,
        { tenantId, instanceId: this.instanceId, phoneNumber: '+5511900000000' },
        customers.map((value) => ({
          kind: 'message' as const,
          whatsappId: randomUUID(),
          from: [{ kind, value }],
          profileName: undefined,
          at: options.at ?? new Date(),
          content: { type: 'text', content: 'oi' },
          media: undefined,
          replyToWhatsappId: undefined,
          metadata: {},
        })),
      ),
    );
  }

  /** One customer's message, and the conversation after it. */
  async write(customer = this.newCustomer(), options: { at?: Date } = {}): Promise<SeenConversation> {
    await this.arrive([customer], options);
    return this.of(customer);
  }

  async conversations(): Promise<SeenConversation[]> {
    const rows = await this.query(
      `select c.id, k.value as phone, c.status, c.agent_id as "agentId"
       from conversations c join contact_identities k on k.contact_id = c.contact_id
       where c.instance_id = $1 order by k.value`,
      [this.instanceId],
    );
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the query says what its rows are
    return rows as unknown as SeenConversation[];
  }

  async of(customer: string): Promise<SeenConversation> {
    const found = (await this.conversations()).find(({ phone }) => phone === customer);
    if (found === undefined) throw new Error(`${customer} has not written`);
    return found;
  }

  async close(id: ConversationId): Promise<void> {
    expect(await this.call('POST', `/conversations/${id}/close`)).toMatchObject({ status: 200 });
  }

  /** A turn of the lane. */
  look(): Promise<LaneOutcome> {
    return this.test.app.get(DistributionLane, { strict: false }).run({
      id: this.instanceId,
      fence: 1,
      signal: new AbortController().signal,
      mayAct: () => true,
      shouldYield: () => false,
    });
  }

  async decisions(id: ConversationId): Promise<DistributionDecision[]> {
    return DistributionDecisionPage.parse((await this.call('GET', `/conversations/${id}/distribution`)).body)
      .items;
  }

  /** Types of the events of a conversation, in their order. */
  async events(id: ConversationId): Promise<string[]> {
    const rows = await this.query(
      `select type from events where tenant_id = $1 and data->'conversation'->>'id' = $2 order by seq`,
      [this.tenant.tenantId, id],
    );
    return rows.map(({ type }) => String(type));
  }
}

export async function createDistributionScene(): Promise<DistributionScene> {
  const test = await createTestApp({ settings: { RECADO_ROLE: 'api', DATABASE_POOL_SIZE: '8' } });
  const tenant = await seedTenant(test);
  const scene = new DistributionScene(test, tenant, await seedInstance(test, tenant.tenantId));
  await scene.newInstance();
  return scene;
}
