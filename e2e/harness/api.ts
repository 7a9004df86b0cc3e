import { InstanceId, Message, type MessageId } from '@recado/contracts';
import type { BusinessAccount, GraphApiSimulator, PhoneNumber } from '@recado/graph-api-simulator';
import { z } from 'zod';

export interface Answer {
  status: number;
  body: unknown;
}

const Login = z.object({ access_token: z.string() });
const Created = z.object({ id: InstanceId });

/** A customer's system that speaks to the HTTP API. Its address may change when a server is started anew. */
export class ApiClient {
  url: string;
  #authorization: string | undefined;

  constructor(url: string) {
    this.url = url;
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(this.#authorization !== undefined && { authorization: this.#authorization }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** @throws when the answer is not 2xx */
  async expect(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async signIn(account: { email: string; password: string; tenantId: string }): Promise<void> {
    const { access_token } = Login.parse(await this.expect('POST', '/auth/login', account));
    this.#authorization = `Bearer ${access_token}`;
  }

  async message(id: MessageId): Promise<Message> {
    return Message.parse(await this.expect('GET', `/messages/${id}`));
  }
}

export const ADMINISTRATOR = {
  RECADO_ADMIN_EMAIL: 'admin@example.com',
  RECADO_ADMIN_PASSWORD: 'correct horse battery',
  RECADO_ADMIN_TENANT: 'first',
} as const;

/** A client signed in as the first administrator. */
export async function administratorAt(url: string): Promise<ApiClient> {
  const client = new ApiClient(url);
  await client.signIn({
    email: ADMINISTRATOR.RECADO_ADMIN_EMAIL,
    password: ADMINISTRATOR.RECADO_ADMIN_PASSWORD,
    tenantId: ADMINISTRATOR.RECADO_ADMIN_TENANT,
  });
  return client;
}

let numbers = 0;

/** A number of the simulator, made known to the server and connected. */
export async function connectNumber(
  client: ApiClient,
  simulator: GraphApiSimulator,
  settings: Record<string, unknown> = {},
): Promise<{ instanceId: InstanceId; account: BusinessAccount; number: PhoneNumber }> {
  numbers += 1;
  const phoneNumber = `+1650555${String(numbers).padStart(4, '0')}`;
  const account = simulator.addBusinessAccount();
  const number = simulator.addPhoneNumber({
    businessAccountId: account.id,
    displayPhoneNumber: phoneNumber,
    throughputPerSecond: Number.POSITIVE_INFINITY,
  });
  const { id } = Created.parse(
    await client.expect('POST', '/instances', {
      name: `Number ${String(numbers)}`,
      phoneNumber,
      channel: 'cloud',
      cloud: {
        phoneNumberId: number.id,
        businessAccountId: account.id,
        accessToken: account.accessToken,
        appSecret: account.appSecret,
        verifyToken: 'checked',
        apiBaseUrl: simulator.url,
      },
      settings: { messagesPerSecond: 1_000, ...settings },
    }),
  );
  await client.expect('POST', `/instances/${id}/connect`);
  return { instanceId: id, account, number };
}
