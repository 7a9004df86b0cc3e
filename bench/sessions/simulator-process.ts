import { startWhatsappWebSimulator, type Account } from '@recado/whatsapp-web-simulator';
import Fastify from 'fastify';
import { z } from 'zod';

/** WhatsApp's end in a process of its own, so that its time and memory are not counted as ours. Prints how it is reached. */
const simulator = await startWhatsappWebSimulator({ qrRefs: 60 });
const control = Fastify();

const accountOf = (phoneNumber: string): Account =>
  simulator.account(phoneNumber) ??
  simulator.addAccount({ phoneNumber, conduct: { reads: 'never', deliveryDelayMs: 600_000 } });

const Scan = z.object({ phoneNumber: z.string(), qr: z.string() });
control.post('/scan', async ({ body }) => {
  const { phoneNumber, qr } = Scan.parse(body);
  await accountOf(phoneNumber).scan(qr);
  return {};
});

const People = z.object({ phoneNumbers: z.array(z.string()) });
control.post('/people', ({ body }) => {
  for (const phoneNumber of People.parse(body).phoneNumbers) accountOf(phoneNumber);
  return {};
});

const Burst = z.object({
  from: z.array(z.string()).min(1),
  to: z.array(z.string()).min(1),
  count: z.number(),
});
control.post('/burst', async ({ body }) => {
  const { from, to, count } = Burst.parse(body);
  for (let place = 0; place < count; place += 1) {
    const sender = accountOf(from[place % from.length] ?? '');
    await sender.send(to[place % to.length] ?? '', `burst ${String(place)}`);
  }
  return {};
});

control.get('/arrived', () => ({ count: simulator.ledger.list().length }));
control.post('/forget', () => {
  simulator.ledger.clear();
  return {};
});

const { webSocketUrl } = simulator.endpoint;
const simulatorUrl = `http://${new URL(webSocketUrl).host}`;
const controlUrl = await control.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify({ controlUrl, simulatorUrl, endpoint: simulator.endpoint })}\n`);
process.on('SIGTERM', () => process.exit(0));
