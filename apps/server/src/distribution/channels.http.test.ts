import {
  Agent,
  ConversationPage,
  DistributionDecisionPage,
  type AgentId,
  type InstanceId,
} from '@recado/contracts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMessagingScene } from '../../test/harness/messaging-scene.ts';
import { ownerQuery, type SeededTenant } from '../../test/harness/seed.ts';
import type { TestApp } from '../../test/harness/test-app.ts';
import { createWebScene } from '../../test/web/web-scene.ts';

/** What a busy machine may take. */
const PATIENCE = { timeout: 15_000, interval: 50 };

/** The calls of a number whose lanes run by themselves. */
class Inbox {
  constructor(
    readonly test: Pick<TestApp, 'app' | 'database'>,
    readonly tenant: SeededTenant,
    readonly instanceId: InstanceId,
  ) {}

  async call(method: 'GET' | 'POST' | 'PUT', url: string, payload?: object): Promise<unknown> {
    const headers = this.tenant.authorization('developer');
    const response = await this.test.app.inject({ method, url, headers, ...(payload && { payload }) });
    expect(response.statusCode, response.body).toBeLessThan(300);
    return response.json<unknown>();
  }

  async person(name: string, capacity = 5): Promise<AgentId> {
    const fields = { instanceId: this.instanceId, name, type: 'human', configuration: { capacity } };
    const { id } = Agent.parse(await this.call('POST', '/agents', fields));
    await this.call('PUT', `/agents/${id}/presence`, { presence: 'online' });
    return id;
  }

  /** Conversations, the longest waiting first. */
  async conversations() {
    return ConversationPage.parse(await this.call('GET', `/conversations?instanceId=${this.instanceId}`))
      .items;
  }

  /** Resolves when so many conversations are as they should be. */
  async come(count: number, status: string, agentId: AgentId | null): Promise<void> {
    await expect
      .poll(
        async () =>
          (await this.conversations()).filter(
            (one) => one.status === status && (one.assignee?.agentId ?? null) === agentId,
          ).length,
        PATIENCE,
      )
      .toBe(count);
  }

  /** Of each message that came with its agent: the transactions that wrote the event of the one and of the other. */
  async transactions(): Promise<{ received: string; assigned: string }[]> {
    const rows = await ownerQuery(
      this.test.database,
      `select r.xmin::text as received, a.xmin::text as assigned
       from events a
       join message_distributions d on d.conversation_id = (a.data #>> '{conversation,id}')::uuid and d.cause = 'arrival'
       join events r on r.type = 'message.received' and r.data #>> '{message,id}' = d.message_id::text
       where a.type = 'conversation.assigned'`,
    );
    return rows.map(({ received, assigned }) => ({ received: String(received), assigned: String(assigned) }));
  }
}

describe('on a number of the Cloud API', () => {
  it('a message comes with its agent in one transaction; who waits gets whoever closes a conversation', async () => {
    const scene = await createMessagingScene();
    onTestFinished(() => scene.cloud.close());
    const inbox = new Inbox(scene.cloud, scene.cloud.tenant, scene.instanceId);
    const ana = await inbox.person('Ana', 1);
    scene.newCustomer().telephone.sendText('primeiro');
    await inbox.come(1, 'open', ana);
    const [first] = await inbox.conversations();
    scene.newCustomer().telephone.sendText('segundo');
    await inbox.come(1, 'waiting', null);
    const committed = await inbox.transactions();
    expect(committed).toHaveLength(1);
    for (const { received, assigned } of committed) expect(assigned).toBe(received);

    await inbox.call('POST', `/conversations/${String(first?.id)}/close`);
    await expect
      .poll(async () => (await inbox.conversations()).map(({ status }) => status).toSorted(), PATIENCE)
      .toEqual(['closed', 'open']);
    const second = (await inbox.conversations()).find(({ status }) => status === 'open');
    const { items } = DistributionDecisionPage.parse(
      await inbox.call('GET', `/conversations/${String(second?.id)}/distribution`),
    );
    expect(items).toMatchObject([
      { cause: 'freed', agent: { id: ana } },
      { cause: 'arrival', agent: null },
    ]);
  });
});

describe('on a number with a QR code', () => {
  it('a message comes with its agent; whoever goes offline gives it to who is there', async () => {
    const scene = await createWebScene();
    onTestFinished(() => scene.close());
    const number = await scene.linkNumber();
    const inbox = new Inbox(scene.test, scene.tenant, number.instanceId);
    const ana = await inbox.person('Ana');
    const bia = await inbox.person('Bia');
    await inbox.call('PUT', `/agents/${bia}/presence`, { presence: 'away' });
    await scene.newAccount().send(number.account.phone, 'oi');
    await inbox.come(1, 'open', ana);
    await inbox.call('PUT', `/agents/${bia}/presence`, { presence: 'online' });
    await inbox.call('PUT', `/agents/${ana}/presence`, { presence: 'offline' });
    await inbox.come(1, 'open', bia);
  });
});
