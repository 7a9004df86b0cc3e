import { proto } from 'baileys';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { WhatsappWebSimulator } from '../simulator.ts';
import {
  accountChangeSchema,
  accountSchema,
  faultOrderSchema,
  ledgerQuerySchema,
  pairingCodeSchema,
  scanSchema,
  sendSchema,
} from './control-schemas.ts';
import { addMessagingRoutes } from './messaging-routes.ts';
import {
  accountView,
  companionCounts,
  companionView,
  faultView,
  ledgerView,
  receivedView,
} from './control-views.ts';

interface OfAccount {
  Params: { phone: string };
}

/** Something that is not there. */
class Missing extends Error {}

/** Serves `/endpoint.json` and `/control/…`: the in-process API over HTTP, for programs of any language. */
export function createControlServer(simulator: WhatsappWebSimulator): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => answerProblem(error, reply));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'No such route' }));
  app.get('/endpoint.json', () => simulator.endpoint);
  app.get('/health', () => ({ status: 'ok' }));
  app.post('/control/idle', async () => {
    await simulator.idle();
    return { success: true };
  });
  app.get('/control/companions', () => companionCounts(simulator.accounts()));
  addAccountRoutes(app, simulator);
  addPhoneRoutes(app, simulator);
  addMessagingRoutes(app, (params) => accountOf(simulator, params));
  addFaultRoutes(app, simulator);
  return app;
}

function addAccountRoutes(app: FastifyInstance, simulator: WhatsappWebSimulator): void {
  app.get('/control/accounts', () => simulator.accounts().map(accountView));
  app.post('/control/accounts', (request, reply) => {
    const account = simulator.addAccount(accountSchema.parse(request.body));
    return reply.code(201).send(accountView(account));
  });
  app.get<OfAccount>('/control/accounts/:phone', ({ params }) => accountView(accountOf(simulator, params)));
  app.patch<OfAccount>('/control/accounts/:phone', ({ params, body }) => {
    const account = accountOf(simulator, params);
    const { conduct, ...change } = accountChangeSchema.parse(body);
    Object.assign(account.conduct, conduct);
    Object.assign(account, change);
    return accountView(account);
  });
  app.delete<{ Params: { phone: string; device: string } }>(
    '/control/accounts/:phone/companions/:device',
    ({ params }) => {
      if (!accountOf(simulator, params).logOut(Number(params.device)))
        throw new Missing(`There is no device ${params.device} of +${params.phone}`);
      return { success: true };
    },
  );
}

function addPhoneRoutes(app: FastifyInstance, simulator: WhatsappWebSimulator): void {
  app.post<OfAccount>('/control/accounts/:phone/scan', async ({ params, body }) => {
    const { qr } = scanSchema.parse(body);
    return companionView(await accountOf(simulator, params).scan(qr));
  });
  app.post<OfAccount>('/control/accounts/:phone/pairing-code', async ({ params, body }) => {
    const { code, waitMs } = pairingCodeSchema.parse(body);
    return companionView(await accountOf(simulator, params).enterPairingCode(code, waitMs));
  });
  app.post<OfAccount>('/control/accounts/:phone/send', async ({ params, body }) => {
    const { to, text, content, message = {}, ...options } = sendSchema.parse(body);
    const raw = { type: 'raw' as const, message: proto.Message.fromObject(message) };
    const sent = await accountOf(simulator, params).send(to, text ?? content ?? raw, options);
    return { whatsappId: sent.whatsappId };
  });
  app.get<OfAccount>('/control/accounts/:phone/received', ({ params }) =>
    accountOf(simulator, params).received().map(receivedView),
  );
  app.get('/control/ledger', ({ query }) => {
    const { whatsappId, from, to } = ledgerQuerySchema.parse(query);
    return simulator.ledger
      .list()
      .filter((entry) => whatsappId === undefined || entry.whatsappId === whatsappId)
      .filter((entry) => from === undefined || entry.from.startsWith(from.replace(/^\+/, '')))
      .filter((entry) => to === undefined || entry.to.startsWith(to.replace(/^\+/, '')))
      .map(ledgerView);
  });
}

function addFaultRoutes(app: FastifyInstance, simulator: WhatsappWebSimulator): void {
  app.get('/control/faults', () => simulator.faults.list().map(faultView));
  app.post('/control/faults', (request, reply) => {
    const standing = simulator.faults.add(faultOrderSchema.parse(request.body));
    return reply.code(201).send(faultView(standing));
  });
  app.delete('/control/faults', () => {
    simulator.faults.clear();
    return { success: true };
  });
  app.delete<{ Params: { id: string } }>('/control/faults/:id', ({ params }) => {
    if (!simulator.faults.remove(params.id)) throw new Missing(`There is no fault ${params.id}`);
    return { success: true };
  });
}

function accountOf(simulator: WhatsappWebSimulator, { phone }: { readonly phone: string }): SimulatedAccount {
  const account = simulator.account(phone);
  if (!account) throw new Missing(`There is no account for ${phone}`);
  return account;
}

function answerProblem(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
  const text = error instanceof Error ? error.message : String(error);
  if (isRequestError(error)) return reply.code(error.statusCode).send({ error: text });
  if (error instanceof Missing) return reply.code(404).send({ error: text });
  // Everything else is something that cannot be done as things are: a number that is taken, a code that expired.
  return reply.code(409).send({ error: text });
}

/** Whether the HTTP server itself refuses the request, for instance because its body is no JSON. */
function isRequestError(error: unknown): error is FastifyError & { statusCode: number } {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';
}
