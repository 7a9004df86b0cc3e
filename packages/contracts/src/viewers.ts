import { z } from 'zod';
import { ConversationId, InstanceId, UserId } from './ids.ts';

/** What somebody does who has a conversation open. */
export const ViewerActivity = z.enum(['looking', 'typing']).meta({
  id: 'ViewerActivity',
  description: 'looking: has it open; typing: writes an answer.',
});
export type ViewerActivity = z.infer<typeof ViewerActivity>;

/** `PUT /conversations/:id/viewing`. */
export const SetViewing = z
  .strictObject({
    activity: z
      .union([ViewerActivity, z.literal('gone')])
      .describe('gone: has it open no more; also what silence comes to after 20 seconds'),
  })
  .meta({ id: 'SetViewing', example: { activity: 'looking' } });
export type SetViewing = z.infer<typeof SetViewing>;

/** The answer of `PUT /conversations/:id/viewing`. */
export const ViewingNoted = z
  .object({ repeatAfterSeconds: z.int().describe('Say it again so often while it is open') })
  .meta({ id: 'ViewingNoted', example: { repeatAfterSeconds: 8 } });
export type ViewingNoted = z.infer<typeof ViewingNoted>;

/** A user who has a conversation open. */
export const Viewer = z.object({ userId: UserId, email: z.string(), activity: ViewerActivity }).meta({
  id: 'Viewer',
  example: { userId: '0198f3c0-0000-7000-8000-000000000002', email: 'ana@example.com', activity: 'typing' },
});
export type Viewer = z.infer<typeof Viewer>;

/** What `GET /events/stream?viewers=true` tells besides events: who has a conversation open from now on. */
export const ConversationViewers = z
  .object({
    type: z.literal('conversation.viewers'),
    conversationId: ConversationId,
    instanceId: InstanceId,
    viewers: z.array(Viewer).describe('All of them, the reader among them; empty when nobody is left'),
  })
  .meta({ id: 'ConversationViewers' });
export type ConversationViewers = z.infer<typeof ConversationViewers>;
