import { z } from 'zod';

const Account = z.object({ id: z.string(), accessToken: z.string(), appSecret: z.string() });
const Number_ = z.object({ id: z.string() });

export interface SimulatedNumber {
  businessAccountId: string;
  phoneNumberId: string;
  accessToken: string;
  appSecret: string;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${String(response.status)} ${await response.text()}`);
  return response.json();
}

/** A number of a running simulator, without a limit of its own. */
export async function newNumber(simulatorUrl: string): Promise<SimulatedNumber> {
  const account = Account.parse(await post(`${simulatorUrl}/_simulator/business-accounts`, {}));
  const number = Number_.parse(
    await post(`${simulatorUrl}/_simulator/phone-numbers`, {
      businessAccountId: account.id,
      throughputPerSecond: 'unlimited',
    }),
  );
  return {
    businessAccountId: account.id,
    phoneNumberId: number.id,
    accessToken: account.accessToken,
    appSecret: account.appSecret,
  };
}
