import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ConversationPage } from '@recado/contracts';
import type { Page } from 'playwright-core';
import { missingBrowser, openPage, startBrowser } from '../e2e/dashboard/browser.ts';
import { administrator, signIn } from '../e2e/dashboard/dashboard-scene.ts';
import type { ApiClient } from '../e2e/harness/api.ts';
import { arrivalFigures, trafficFigures } from './dashboard/arrivals.ts';
import { Inbound } from './dashboard/inbound.ts';
import { fillConversation, longThreadFigures } from './dashboard/long-thread.ts';
import { framesDuring } from './dashboard/page-frames.ts';
import { keepFigures } from './keep-figures.ts';
import { firstLine, startProgram, stop } from './throughput/processes.ts';
import { withRecado, type Started } from './with-recado.ts';

/**
 * `npm run bench:dashboard -- [--arrivals 200] [--rate 50] [--seconds 20] [--messages 100000]`
 * The inbox in Chromium, against a server with a durable database: how long from the webhook's request to the message on the
 * screen; the frames while customers write, beside those of the page at rest; a conversation of this length, opened and scrolled.
 */
const { values } = parseArgs({
  options: {
    arrivals: { type: 'string', default: '200' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    messages: { type: 'string', default: '100000' },
  },
});
const plan = {
  arrivals: Number(values.arrivals),
  perSecond: Number(values.rate),
  seconds: Number(values.seconds),
  messages: Number(values.messages),
};
const CUSTOMERS = 30;
const REST_MS = 3_000;

if (missingBrowser !== undefined) throw new Error(missingBrowser);

/** The conversations of the first customers, by number. */
async function conversationsOf(client: ApiClient, inbound: Inbound): Promise<Map<string, string>> {
  for (let customer = 0; customer <= CUSTOMERS; customer += 1) await inbound.post(customer, 'Good morning');
  for (;;) {
    const { items } = ConversationPage.parse(await client.expect('GET', '/conversations?limit=100'));
    if (items.length > CUSTOMERS) return new Map(items.map(({ id, contact }) => [contact.name ?? '', id]));
    await pause(50);
  }
}

const idOf = (conversations: Map<string, string>, name: string): string => {
  const id = conversations.get(name);
  if (id === undefined) throw new Error(`${name} has no conversation`);
  return id;
};

async function measure(page: Page, inbound: Inbound, { client, database }: Started) {
  const conversations = await conversationsOf(client, inbound);
  const long = idOf(conversations, 'Customer 30');
  await fillConversation(database, long, plan.messages);
  await signIn(page, administrator, `/app/inbox/${idOf(conversations, 'Customer 0')}`);
  await page.locator('article').first().waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  const arrivals = await arrivalFigures(page, inbound, plan.arrivals);
  const atRest = await framesDuring(page, () => pause(REST_MS));
  const traffic = await trafficFigures(page, inbound, { ...plan, customers: CUSTOMERS });
  // The list is in order of the newest; one more word, and the long conversation is its first.
  await inbound.post(30, 'Hello again');
  const longThread = await longThreadFigures(page, long, plan.messages);
  return { arrivals, atRest, traffic, longThread };
}

const simulator = startProgram('simulator-process.ts', {}, ['--statuses', 'never']);
const browser = await startBrowser();
try {
  const simulatorUrl = await firstLine(simulator);
  await withRecado({ roles: ['all'] }, async (started) => {
    const inbound = await Inbound.connect(started.client, simulatorUrl);
    const { page, complaints } = await openPage(browser, started.client.url);
    const figures = await measure(page, inbound, started);
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    console.table({ 'webhook to screen': figures.arrivals });
    console.table({
      'at rest': figures.atRest,
      [`${String(plan.perSecond)} messages/s`]: figures.traffic,
      'scrolling a long thread': figures.longThread,
    });
    await keepFigures('dashboard', plan, figures);
  });
} finally {
  await browser.close();
  await stop(simulator);
}
