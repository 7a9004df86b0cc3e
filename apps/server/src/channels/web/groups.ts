import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { GroupMetadata, WASocket } from 'baileys';
import { z } from 'zod';
import {
  ChannelError,
  type ChannelGroups,
  type Connection,
  type Group,
  type GroupMember,
} from '../channel.ts';
import { bareJid, identityOf } from './inbound/jid.ts';
import { personJid } from './outbound/address.ts';
import { SessionCommands } from './session/session-commands.ts';
import { AskSession } from './sessions/ask-session.ts';

const Member = z.object({ whatsappId: z.string(), phoneNumber: z.string().nullable(), isAdmin: z.boolean() });

/** A group as an answer of a session, which is plain JSON. */
const AnsweredGroup = z.object({
  id: z.string(),
  subject: z.string(),
  description: z.string().nullable(),
  createdAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .nullable(),
  members: z.array(Member),
});

const OneGroup = z.object({ groupId: z.string() });
const NewGroup = z.object({ subject: z.string(), members: z.array(z.string()) });
const Change = z.object({
  groupId: z.string(),
  kind: z.enum(['add', 'remove', 'promote', 'demote']),
  members: z.array(z.string()),
});
const Changed = z.array(z.object({ member: z.string(), code: z.number() }));

/** Groups of a number. Each call runs where its session is. */
@Injectable()
export class WebGroups implements ChannelGroups, OnModuleInit {
  constructor(
    private readonly askSession: AskSession,
    private readonly commands: SessionCommands,
  ) {}

  onModuleInit(): void {
    const register = (name: string, work: (socket: WASocket, args: unknown) => Promise<unknown>) => {
      this.commands.register(name, ({ socket }, args) => asked(() => work(socket, args)));
    };
    register('groups.list', async (socket) =>
      Object.values(await socket.groupFetchAllParticipating()).map(answerOf),
    );
    register('groups.get', async (socket, args) =>
      answerOf(await socket.groupMetadata(OneGroup.parse(args).groupId)),
    );
    register('groups.create', async (socket, args) => {
      const { subject, members } = NewGroup.parse(args);
      return answerOf(await socket.groupCreate(subject, members.map(personJid)));
    });
    register('groups.change-members', (socket, args) => changeMembers(socket, Change.parse(args)));
    register('groups.leave', async (socket, args) => {
      await socket.groupLeave(OneGroup.parse(args).groupId);
      return null;
    });
  }

  async list(connection: Connection): Promise<Group[]> {
    return z.array(AnsweredGroup).parse(await this.askSession.execute(connection, 'groups.list', {}));
  }

  async get(connection: Connection, groupId: string): Promise<Group> {
    return AnsweredGroup.parse(await this.askSession.execute(connection, 'groups.get', { groupId }));
  }

  async create(connection: Connection, group: { subject: string; members: string[] }): Promise<Group> {
    return AnsweredGroup.parse(await this.askSession.execute(connection, 'groups.create', group));
  }

  async changeMembers(
    connection: Connection,
    groupId: string,
    change: Parameters<ChannelGroups['changeMembers']>[2],
  ): Promise<{ member: string; code: number }[]> {
    const args = { groupId, ...change };
    return Changed.parse(await this.askSession.execute(connection, 'groups.change-members', args));
  }

  async leave(connection: Connection, groupId: string): Promise<void> {
    await this.askSession.execute(connection, 'groups.leave', { groupId });
  }
}

/** @returns one answer for each member that was named, under the name that was given */
async function changeMembers(
  socket: WASocket,
  { groupId, kind, members }: z.infer<typeof Change>,
): Promise<z.infer<typeof Changed>> {
  const answers = await socket.groupParticipantsUpdate(groupId, members.map(personJid), kind);
  const codes = answers.map(({ status }) => Number(status));
  const byJid = new Map(answers.map(({ jid }, place) => [bareJid(jid ?? ''), codes[place]]));
  // WhatsApp may answer by another address of the member; then the order tells.
  return members.map((member, place) => ({
    member,
    code: byJid.get(personJid(member)) ?? codes[place] ?? 0,
  }));
}

function answerOf(group: GroupMetadata): object {
  const { id, subject, desc, creation, participants } = group;
  return {
    id,
    subject,
    description: desc ?? null,
    createdAt:
      creation === undefined || Number.isNaN(creation) ? null : new Date(creation * 1_000).toISOString(),
    members: participants.map(memberOf),
  };
}

function memberOf({ id, phoneNumber, admin }: GroupMetadata['participants'][number]): GroupMember {
  const phone = [phoneNumber, id].map((jid) => jid && identityOf(jid)).find((found) => isPhone(found));
  return {
    whatsappId: bareJid(id),
    phoneNumber: isPhone(phone) ? phone.value : null,
    isAdmin: admin === 'admin' || admin === 'superadmin',
  };
}

const isPhone = (found: ReturnType<typeof identityOf> | ''): found is { kind: 'phone'; value: string } =>
  typeof found === 'object' && found.kind === 'phone';

/** What WhatsApp answers with an error becomes a ChannelError: refused when it says no, to be tried again otherwise. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof ChannelError) throw error;
    throw channelErrorOf(error);
  }
}

function channelErrorOf(error: unknown): ChannelError {
  const detail = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  return code !== undefined && code >= 400 && code < 500 && code !== 408 && code !== 428 && code !== 429
    ? new ChannelError({
        kind: 'refused',
        code: String(code),
        detail: `WhatsApp refused: ${detail}`,
        pausesInstance: false,
      })
    : new ChannelError({ kind: 'retry', code: 'no_answer', detail, scope: 'message' });
}

/** The code of the library's errors: `data` of a query that WhatsApp refused, else the status. */
function codeOf(error: unknown): number | undefined {
  const parsed = z
    .object({
      data: z
        .union([z.number(), z.object({ attrs: z.object({ code: z.coerce.number() }) })])
        .optional()
        .catch(undefined),
      output: z.object({ statusCode: z.number() }).optional().catch(undefined),
    })
    .safeParse(error).data;
  if (typeof parsed?.data === 'number') return parsed.data;
  return parsed?.data?.attrs.code ?? parsed?.output?.statusCode;
}
