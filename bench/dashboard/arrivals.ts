import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { quantile, framesDuring, type FrameFigures } from './page-frames.ts';
import { watchThread } from './page-scripts.ts';
import type { Inbound } from './inbound.ts';

/** From the webhook's request to the message on the screen. */
export interface ArrivalFigures {
  messages: number;
  p50Ms: number;
  p95Ms: number;
  worstMs: number;
}

const LIMIT_MS = 30_000;

/** One message after the other into the conversation that is open, each as soon as the one before is seen and a moment passed. */
export async function arrivalFigures(
  page: Page,
  inbound: Inbound,
  messages: number,
): Promise<ArrivalFigures> {
  const waiting = new Map<string, (atMs: number) => void>();
  await page.exposeFunction('recadoPainted', (text: string, atMs: number) => waiting.get(text)?.(atMs));
  await page.evaluate(watchThread);
  const tookMs: number[] = [];
  for (let place = 0; place < messages; place += 1) {
    const text = `ping ${String(place)}`;
    const painted = new Promise<number>((resolve) => waiting.set(text, resolve));
    const postedAt = await inbound.post(0, `${text}: is there news of my order?`);
    const late = pause(LIMIT_MS, undefined, { ref: false });
    const atMs = await Promise.race([painted, late]);
    if (atMs === undefined) throw new Error(`${text} never showed`);
    tookMs.push(atMs - postedAt);
    // Not in step with the frames of the page.
    await pause(20 + Math.random() * 60);
  }
  return {
    messages,
    p50Ms: quantile(tookMs, 0.5),
    p95Ms: quantile(tookMs, 0.95),
    worstMs: quantile(tookMs, 1),
  };
}

export interface Traffic {
  perSecond: number;
  seconds: number;
  /** Half of the messages go to the open conversation, the others to so many beside it. */
  customers: number;
}

/** The frames of the inbox while customers write. */
export async function trafficFigures(
  page: Page,
  inbound: Inbound,
  { perSecond, seconds, customers }: Traffic,
): Promise<FrameFigures & { sentPerSecond: number }> {
  let sentPerSecond = 0;
  const frames = await framesDuring(page, async () => {
    const begunAt = performance.now();
    const posts: Promise<number>[] = [];
    for (let place = 0; place < perSecond * seconds; place += 1) {
      const isOpen = place % 2 === 0;
      const customer = isOpen ? 0 : 1 + (place % customers);
      posts.push(inbound.post(customer, `Message ${String(place)}: *when* will it arrive?`));
      const dueMs = begunAt + (place + 1) * (1_000 / perSecond) - performance.now();
      if (dueMs > 0) await pause(dueMs);
    }
    sentPerSecond = Math.round((posts.length / (performance.now() - begunAt)) * 1_000);
    await Promise.all(posts);
  });
  return { ...frames, sentPerSecond };
}
