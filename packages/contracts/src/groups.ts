import { z } from 'zod';
import { InstanceId } from './ids.ts';
import { Timestamp } from './pages.ts';

const exampleId = '120363041234567890@g.us';

/** A group's id as WhatsApp writes it. */
export const GroupId = z
  .string()
  .regex(/^[\d-]{5,64}@g\.us$/, `must be a group's WhatsApp id, for example ${exampleId}`);

const member = z
  .string()
  .regex(
    /^(?:\+[1-9]\d{6,14}|\d{5,32}@lid|\d{5,20}@s\.whatsapp\.net)$/,
    'must be E.164, for example +5511999999999, or the whatsappId of a member',
  );

export const GroupMember = z
  .object({
    whatsappId: z.string().describe('What WhatsApp calls the member in this group: a LID or a number'),
    phoneNumber: z.string().nullable().describe('E.164, when WhatsApp tells it'),
    isAdmin: z.boolean(),
  })
  .meta({
    id: 'GroupMember',
    example: { whatsappId: '84521367123456@lid', phoneNumber: '+5511999999999', isAdmin: true },
  });

export const Group = z
  .object({
    id: GroupId.describe('What to give as the recipient of a message'),
    subject: z.string(),
    description: z.string().nullable(),
    createdAt: Timestamp.nullable(),
    members: z.array(GroupMember),
  })
  .meta({
    id: 'Group',
    example: {
      id: exampleId,
      subject: 'Vendas',
      description: null,
      createdAt: '2026-11-24T12:00:00.000Z',
      members: [GroupMember.meta()?.['example']],
    },
  });
export type Group = z.infer<typeof Group>;

/** The answer of `GET /instances/:id/groups`: all there are. */
export const Groups = z
  .object({ items: z.array(Group), nextCursor: z.null() })
  .meta({ id: 'Groups', example: { items: [Group.meta()?.['example']], nextCursor: null } });
export type Groups = z.infer<typeof Groups>;

/** `POST /instances/:id/groups`. */
export const CreateGroup = z
  .strictObject({
    subject: z.string().trim().min(1).max(100),
    members: z.array(member).min(1).max(256),
  })
  .meta({ id: 'CreateGroup', example: { subject: 'Vendas', members: ['+5511999999999'] } });
export type CreateGroup = z.infer<typeof CreateGroup>;

export const GroupMemberChange = z.enum(['add', 'remove', 'promote', 'demote']).meta({
  id: 'GroupMemberChange',
  description: 'promote: make an administrator; demote: an administrator no more.',
});

/** `POST /instances/:id/groups/:groupId/members`. */
export const ChangeGroupMembers = z
  .strictObject({ change: GroupMemberChange, members: z.array(member).min(1).max(256) })
  .meta({ id: 'ChangeGroupMembers', example: { change: 'add', members: ['+5511999999999'] } });
export type ChangeGroupMembers = z.infer<typeof ChangeGroupMembers>;

/** What became of each member; WhatsApp decides for each by itself. */
export const ChangedGroupMembers = z
  .object({
    members: z.array(
      z.object({
        member: z.string(),
        isDone: z.boolean(),
        code: z
          .int()
          .describe("WhatsApp's own: 200 when it was done, 403 when the person lets nobody add them"),
      }),
    ),
  })
  .meta({
    id: 'ChangedGroupMembers',
    example: { members: [{ member: '+5511999999999', isDone: true, code: 200 }] },
  });
export type ChangedGroupMembers = z.infer<typeof ChangedGroupMembers>;

export const GroupPath = z.strictObject({ id: InstanceId, groupId: GroupId });
export type GroupPath = z.infer<typeof GroupPath>;
