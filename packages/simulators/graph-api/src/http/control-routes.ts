import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Customer } from '../customers/customer.ts';
import type { AutoReply } from '../customers/customer-state.ts';
import { isJsonObject, valueAt } from '../json.ts';
import type { LedgerEntry } from '../ledger.ts';
import type { GraphApiSimulator } from '../simulator.ts';
import {
  behaviourSchema,
  businessAccountSchema,
  callbackBodySchema,
  customerSchema,
  faultOrderSchema,
  inboundMessageSchema,
  ledgerQuerySchema,
  phoneNumberSchema,
  verdictSchema,
} from './control-schemas.ts';

interface CustomerRoute {
  Params: { phoneNumberId: string; key: string };
}

/** `/_simulator/…`: the in-process API over HTTP, for programs of any language. */
export function addControlRoutes(app: FastifyInstance, simulator: GraphApiSimulator): void {
  app.setErrorHandler((error, _request, reply) => {
    answerProblem(error, reply);
  });
  app.get('/_simulator/health', () => ({
    status: 'ok',
    accepted: simulator.ledger.size,
    requests: simulator.ledger.requestCount,
    webhooks: simulator.webhooks,
  }));
  app.post('/_simulator/reset', () => {
    simulator.reset();
    return { success: true };
  });
  app.post('/_simulator/idle', async () => {
    await simulator.idle();
    return { success: true };
  });
  app.get('/_simulator/behaviour', () => simulator.behaviour);
  app.patch('/_simulator/behaviour', (request) => {
    simulator.configure(behaviourSchema.parse(request.body));
    return simulator.behaviour;
  });
  app.all('/_simulator/*', (_request, reply) => reply.code(404).send({ error: 'No such route' }));
  addAccountRoutes(app, simulator);
  addLedgerRoutes(app, simulator);
  addFaultRoutes(app, simulator);
  addCustomerRoutes(app, simulator);
}

function addAccountRoutes(app: FastifyInstance, simulator: GraphApiSimulator): void {
  app.get('/_simulator/business-accounts', () => simulator.businessAccounts());
  app.post('/_simulator/business-accounts', (request) =>
    simulator.addBusinessAccount(businessAccountSchema.parse(request.body ?? {})),
  );
  app.put<{ Params: { id: string } }>('/_simulator/business-accounts/:id/callback', (request) => {
    simulator.setCallback(request.params.id, callbackBodySchema.parse(request.body));
    return { success: true };
  });
  app.get('/_simulator/phone-numbers', () =>
    simulator.phoneNumbers().map(({ blocked, ...number }) => ({ ...number, blocked: [...blocked] })),
  );
  app.post('/_simulator/phone-numbers', (request) => {
    const { blocked: _blocked, ...number } = simulator.addPhoneNumber(phoneNumberSchema.parse(request.body));
    return number;
  });
  app.post<{ Params: { id: string } }>('/_simulator/templates/:id/verdict', (request) => {
    simulator.reviewTemplate(request.params.id, verdictSchema.parse(request.body));
    return { success: true };
  });
}

function addLedgerRoutes(app: FastifyInstance, simulator: GraphApiSimulator): void {
  app.get('/_simulator/ledger', (request) => {
    const query = ledgerQuerySchema.parse(request.query);
    const { ledger } = simulator;
    const found = candidates(simulator, query).filter(
      (entry) =>
        (query.phoneNumberId ?? entry.phoneNumberId) === entry.phoneNumberId &&
        (query.to ?? entry.to) === entry.to,
    );
    return {
      accepted: ledger.size,
      requests: ledger.requestCount,
      matching: found.length,
      entries: found.slice(-query.limit),
    };
  });
  app.get('/_simulator/ledger/sent-more-than-once', () =>
    Object.fromEntries(simulator.ledger.sentMoreThanOnce()),
  );
}

function candidates(
  { ledger }: GraphApiSimulator,
  query: z.infer<typeof ledgerQuerySchema>,
): readonly LedgerEntry[] {
  if (query.callbackData !== undefined) return ledger.byCallbackData(query.callbackData);
  if (query.wamid === undefined) return ledger.entries();
  const entry = ledger.byWamid(query.wamid);
  return entry ? [entry] : [];
}

function addFaultRoutes(app: FastifyInstance, simulator: GraphApiSimulator): void {
  app.get('/_simulator/faults', () => simulator.faults.list());
  app.post('/_simulator/faults', (request) => simulator.faults.add(faultOrderSchema.parse(request.body)));
  app.delete('/_simulator/faults', () => {
    simulator.faults.clear();
    return { success: true };
  });
  app.delete<{ Params: { id: string } }>('/_simulator/faults/:id', (request) => ({
    success: simulator.faults.remove(request.params.id),
  }));
}

function addCustomerRoutes(app: FastifyInstance, simulator: GraphApiSimulator): void {
  const customerOf = ({ phoneNumberId, key }: CustomerRoute['Params']): Customer =>
    simulator.customer(phoneNumberId, /^\d+$/.test(key) ? { waId: key } : { userId: key });

  app.get<{ Querystring: { phoneNumberId?: string } }>('/_simulator/customers', (request) =>
    simulator
      .customers(request.query.phoneNumberId)
      .map((customer) => ({ key: customer.key, ...customer.identity, received: customer.received().length })),
  );
  app.post('/_simulator/customers', (request) => {
    const { phoneNumberId, reads, isOnWhatsApp, isOnline, autoReply, ...identity } = customerSchema.parse(
      request.body,
    );
    const customer = simulator.customer(phoneNumberId, identity, {
      reads,
      isOnWhatsApp,
      autoReply: autoReply && autoReplyOf(autoReply),
    });
    if (isOnline === true) customer.goOnline();
    if (isOnline === false) customer.goOffline();
    return { key: customer.key, ...customer.identity };
  });
  app.post<CustomerRoute>('/_simulator/customers/:phoneNumberId/:key/messages', (request) => {
    const { wamid, at, item } = customerOf(request.params).send(inboundMessageSchema.parse(request.body));
    return { wamid, at, item };
  });
  app.post<CustomerRoute>('/_simulator/customers/:phoneNumberId/:key/read', (request) => {
    const customer = customerOf(request.params);
    const wamid = isJsonObject(request.body) ? request.body['wamid'] : undefined;
    if (typeof wamid === 'string') customer.read(wamid);
    else customer.readAll();
    return { success: true };
  });
  app.get<CustomerRoute>('/_simulator/customers/:phoneNumberId/:key/conversation', (request) => ({
    messages: customerOf(request.params)
      .conversation()
      .map((line) =>
        line.from === 'business'
          ? {
              from: line.from,
              at: line.at,
              isRead: line.isRead,
              wamid: line.entry.wamid,
              type: line.entry.type,
              body: line.entry.body,
            }
          : {
              from: line.from,
              at: line.at,
              isRead: line.sent.isReadByBusiness,
              wamid: line.sent.wamid,
              type: line.sent.message.type,
              item: line.sent.item,
            },
      ),
  }));
}

function autoReplyOf(order: { readonly text: string } | 'echo'): AutoReply {
  if (order !== 'echo') return () => order.text;
  return (message) => {
    const body = valueAt(message.body, ['text', 'body']);
    return typeof body === 'string' ? body : undefined;
  };
}

function answerProblem(error: unknown, reply: FastifyReply): void {
  if (error instanceof z.ZodError) void reply.code(400).send({ error: z.prettifyError(error) });
  else
    void reply
      .code(error instanceof RangeError ? 404 : 500)
      .send({ error: error instanceof Error ? error.message : String(error) });
}
