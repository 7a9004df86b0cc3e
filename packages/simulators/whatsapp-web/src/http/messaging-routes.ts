import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SimulatedAccount } from '../simulated-account.ts';
import type { GroupChange } from '../groups/group-change.ts';
import type { Group } from '../groups/group.ts';

interface OfAccount {
  Params: { phone: string };
}

const mode = z.enum(['pn', 'lid']).optional();
const members = z.array(z.string().regex(/\d/)).min(1);

const typingSchema = z.strictObject({
  to: z.string().min(1),
  state: z.enum(['composing', 'recording', 'paused']),
  as: mode,
});
const presenceSchema = z.strictObject({ isAvailable: z.boolean() });
const readSchema = z.strictObject({ whatsappId: z.string().min(1), as: mode });
const historySchema = z.array(
  z.strictObject({
    with: z.string().min(1),
    name: z.string().optional(),
    unread: z.number().int().nonnegative().optional(),
    messages: z.array(
      z.strictObject({
        whatsappId: z.string().optional(),
        from: z.string().optional(),
        text: z.string().optional(),
        at: z.number().int().positive(),
      }),
    ),
  }),
);
const groupSchema = z.strictObject({ subject: z.string().min(1), members, mode });
const groupChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal(['add', 'remove', 'promote', 'demote']), members }),
  z.strictObject({ kind: z.literal('subject'), subject: z.string().min(1) }),
  z.strictObject({ kind: z.literal('description'), description: z.string() }),
  z.strictObject({
    kind: z.literal('setting'),
    setting: z.enum(['announcement', 'not_announcement', 'locked', 'unlocked']),
  }),
  z.strictObject({ kind: z.literal('leave') }),
]) satisfies z.ZodType<GroupChange>;

/** Adds what a person does with the phone besides writing. `accountOf` throws when there is no such account. */
export function addMessagingRoutes(
  app: FastifyInstance,
  accountOf: (params: { readonly phone: string }) => SimulatedAccount,
): void {
  app.post<OfAccount>('/control/accounts/:phone/typing', ({ params, body }) => {
    const { to, state, as } = typingSchema.parse(body);
    accountOf(params).type(to, state, as);
    return { success: true };
  });
  app.get<OfAccount>('/control/accounts/:phone/typing', ({ params }) => accountOf(params).seenTyping());
  app.post<OfAccount>('/control/accounts/:phone/presence', ({ params, body }) => {
    accountOf(params).setPresence(presenceSchema.parse(body).isAvailable);
    return { success: true };
  });
  app.post<OfAccount>('/control/accounts/:phone/read', ({ params, body }) => {
    const { whatsappId, as } = readSchema.parse(body);
    accountOf(params).markRead(whatsappId, as);
    return { success: true };
  });
  app.get<{ Params: { phone: string; whatsappId: string } }>(
    '/control/accounts/:phone/receipts/:whatsappId',
    ({ params }) => accountOf(params).receiptsFor(params.whatsappId),
  );
  app.put<OfAccount>('/control/accounts/:phone/history', ({ params, body }) => {
    accountOf(params).history = historySchema.parse(body);
    return { success: true };
  });
  addGroupRoutes(app, accountOf);
}

function addGroupRoutes(
  app: FastifyInstance,
  accountOf: (params: { readonly phone: string }) => SimulatedAccount,
): void {
  app.post<OfAccount>('/control/accounts/:phone/groups', ({ params, body }, reply) => {
    const group = accountOf(params).createGroup(groupSchema.parse(body));
    return reply.code(201).send(groupView(group));
  });
  app.post<{ Params: { phone: string; id: string } }>(
    '/control/accounts/:phone/groups/:id/changes',
    ({ params, body }) => {
      accountOf(params).changeGroup(params.id, groupChangeSchema.parse(body));
      return { success: true };
    },
  );
}

function groupView(group: Group) {
  return {
    id: group.id,
    subject: group.subject,
    inviteCode: group.inviteCode,
    members: [...group.members].map(([account, role]) => ({
      phoneNumber: `+${account.phone}`,
      lid: account.lid,
      role,
    })),
  };
}
