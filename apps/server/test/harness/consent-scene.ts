import { ContactPage, type Contact } from '@recado/contracts';
import type { Customer } from '@recado/graph-api-simulator';
import { expect } from 'vitest';
import { z } from 'zod';
import { createMessagingScene, type MessagingScene } from './messaging-scene.ts';
import { ownerQuery } from './seed.ts';

const TextBody = z.object({ text: z.object({ body: z.string() }) });

/** A connected number, its customers, and what they said of being written to. */
export class ConsentScene {
  constructor(readonly messaging: MessagingScene) {}

  async call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    payload?: object,
    headers: Record<string, string> = this.messaging.cloud.tenant.authorization('developer'),
  ): Promise<{ status: number; body: unknown }> {
    const response = await this.messaging.cloud.app.inject({
      method,
      url,
      headers,
      ...(payload && { payload }),
    });
    return { status: response.statusCode, body: response.body === '' ? undefined : response.json<unknown>() };
  }

  query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    return ownerQuery(this.messaging.cloud.database, text, values);
  }

  async contactOf(recipient: string): Promise<Contact> {
    const page = await this.call('GET', `/contacts?phoneNumber=${encodeURIComponent(recipient)}`);
    const [contact] = ContactPage.parse(page.body).items;
    if (contact === undefined) throw new Error(`Nobody has ${recipient}`);
    return contact;
  }

  async consentOf(recipient: string): Promise<string> {
    return (await this.contactOf(recipient)).consent.status;
  }

  /** Resolves when the contact has opted out or in. */
  async becomes(recipient: string, status: 'opted_out' | 'opted_in'): Promise<void> {
    await expect.poll(() => this.consentOf(recipient), { timeout: 10_000 }).toBe(status);
  }

  /** Texts that arrived on a customer's phone. */
  arrived(telephone: Customer): string[] {
    return telephone.received().flatMap(({ body }) => TextBody.safeParse(body).data?.text.body ?? []);
  }

  /** Texts of ours to a customer, sent or not. */
  async messagesTo(recipient: string): Promise<unknown[]> {
    const rows = await this.query(
      `select content ->> 'content' as text from messages where recipient = $1 order by seq`,
      [recipient],
    );
    return rows.map(({ text }) => text);
  }

  /** Resolves when so many messages of a customer, that contain a text, have been stored. */
  async heard(recipient: string, count: number, text?: string): Promise<void> {
    const search = { contact: recipient, direction: 'inbound', ...(text !== undefined && { text }) };
    await expect.poll(async () => (await this.messaging.history(search)).length).toBe(count);
  }
}

export const createConsentScene = async (): Promise<ConsentScene> =>
  new ConsentScene(await createMessagingScene());
