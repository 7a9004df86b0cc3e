import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { EventEnvelope } from '@recado/contracts';
import { expect } from 'vitest';
import type { TestApp } from '../harness/test-app.ts';

export interface StreamedEvent {
  id: string;
  event: string;
  envelope: EventEnvelope;
}

const fieldOf = (block: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];

/** A client of GET /events/stream on a real socket. */
export class StreamClient {
  readonly response: IncomingMessage;
  #text = '';
  #isOver = false;

  constructor(response: IncomingMessage) {
    this.response = response;
    response.setEncoding('utf8');
    for (const end of ['end', 'error', 'close']) response.on(end, () => (this.#isOver = true));
  }

  /** Begins to read; a client that never does is one that does not keep pace. */
  read(): this {
    this.response.on('data', (text: string) => (this.#text += text));
    return this;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** All that came, as it came. */
  get text(): string {
    return this.#text;
  }

  /** What came and is complete: with what a cut leaves half, a client does nothing. */
  get events(): StreamedEvent[] {
    const blocks = this.#text.split('\n\n').slice(0, -1);
    return blocks
      .filter((block) => /^data: /m.test(block))
      .map((block) => ({
        id: fieldOf(block, 'id') ?? '',
        event: fieldOf(block, 'event') ?? '',
        envelope: EventEnvelope.parse(JSON.parse(fieldOf(block, 'data') ?? '')),
      }));
  }

  get types(): string[] {
    return this.events.map(({ event }) => event);
  }

  /** What a client that lost this stream goes on from. */
  get lastEventId(): string | undefined {
    const blocks = this.#text.split('\n\n').slice(0, -1);
    return blocks.map((block) => fieldOf(block, 'id')).findLast((id) => id !== undefined);
  }

  async waitFor(count: number): Promise<StreamedEvent[]> {
    await expect.poll(() => this.events.length).toBeGreaterThanOrEqual(count);
    return this.events;
  }

  async over(): Promise<void> {
    await expect.poll(() => this.#isOver).toBe(true);
  }

  close(): void {
    this.response.destroy();
  }
}

/** The address of an app that listens. */
function addressOf({ app }: TestApp): string {
  const address: unknown = app.getHttpServer().address();
  if (typeof address !== 'object' || address === null || !('port' in address))
    throw new Error('It does not listen');
  return `http://127.0.0.1:${String(address.port)}`;
}

/** Opens a stream; resolves with the beginning of the answer, whatever that is. */
export async function openStream(
  test: TestApp,
  headers: Record<string, string>,
  query = '',
): Promise<StreamClient> {
  const sent = request(`${addressOf(test)}/events/stream${query}`, { headers, agent: false });
  sent.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });
  sent.on('error', () => undefined);
  return new StreamClient(response);
}

/** The problem that a stream was refused with. */
export async function problemOf(client: StreamClient): Promise<unknown> {
  client.read();
  if (!client.isOver) await once(client.response, 'close');
  return JSON.parse(client.text);
}
