import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Page } from 'playwright-core';
import { framesDuring, type FrameFigures } from './page-frames.ts';

export interface LongThreadFigures extends FrameFigures {
  messages: number;
  /** From the click to the newest message on the screen. */
  firstMessageMs: number;
  /** How many different messages were drawn while scrolling up. */
  scrolledMessages: number;
  heapMegabytes: number;
}

/** Fills a conversation with so many messages of the past two years. */
export async function fillConversation(database: pg.Client, id: string, messages: number): Promise<void> {
  const disable = 'alter table messages disable trigger user; alter table conversations disable trigger user';
  await database.query(disable);
  await database.query(
    `insert into messages (id, tenant_id, instance_id, conversation_id, recipient, sender, content, direction, status,
       created_at, updated_at, processed_at)
     select gen_random_uuid(), c.tenant_id, c.instance_id, c.id, 'a', 'b',
       jsonb_build_object('type', 'text', 'content', 'Line ' || n || repeat(' of what was said long ago', n % 5)),
       case when n % 3 = 0 then 'outbound' else 'inbound' end, case when n % 3 = 0 then 'read' else 'delivered' end,
       at, at, at
     from conversations c
     cross join generate_series(1, $2::int) n
     cross join lateral (select now() - make_interval(mins => ($2::int - n + 1) * 10) as at) t
     where c.id = $1`,
    [id, messages],
  );
  await database.query(disable.replaceAll('disable', 'enable'));
  await database.query('analyze messages');
}

const SCROLL_MS = 5_000;

/** Opens the long conversation from the list, scrolls up through it, and weighs the page. */
export async function longThreadFigures(
  page: Page,
  id: string,
  messages: number,
): Promise<LongThreadFigures> {
  const begunAt = performance.now();
  await page.locator(`a[href$="/inbox/${id}"]`).first().click();
  await page.locator('article').last().waitFor();
  const firstMessageMs = Math.round(performance.now() - begunAt);
  const thread = page.locator('.recado-thread');
  await thread.hover();
  const seen = new Set<string>();
  const frames = await framesDuring(page, async () => {
    const untilMs = performance.now() + SCROLL_MS;
    while (performance.now() < untilMs) {
      await pause(30);
      await page.mouse.wheel(0, -900);
      for (const text of await page.locator('article').allTextContents()) {
        const line = /Line \d+/.exec(text)?.[0];
        if (line !== undefined) seen.add(line);
      }
    }
  });
  return {
    messages,
    firstMessageMs,
    scrolledMessages: seen.size,
    heapMegabytes: await heapMegabytes(page),
    ...frames,
  };
}

async function heapMegabytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return Math.round(usedSize / 1_048_576);
}
