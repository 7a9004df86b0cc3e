import { z } from 'zod';

/** A tenant's id. Branded, so that no other id can stand in its place. */
export const TenantId = z.uuid().brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;

export const UserId = z.uuid().brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

export const ApiKeyId = z.uuid().brand<'ApiKeyId'>();
export type ApiKeyId = z.infer<typeof ApiKeyId>;

export const InstanceId = z.uuid().brand<'InstanceId'>();
export type InstanceId = z.infer<typeof InstanceId>;

export const AgentId = z.uuid().brand<'AgentId'>();
export type AgentId = z.infer<typeof AgentId>;

export const ConversationId = z.uuid().brand<'ConversationId'>();
export type ConversationId = z.infer<typeof ConversationId>;

export const ContactId = z.uuid().brand<'ContactId'>();
export type ContactId = z.infer<typeof ContactId>;

/** A note of the team in a conversation. */
export const NoteId = z.uuid().brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;

/** An answer that the team wrote beforehand. */
export const QuickReplyId = z.uuid().brand<'QuickReplyId'>();
export type QuickReplyId = z.infer<typeof QuickReplyId>;

export const BroadcastId = z.uuid().brand<'BroadcastId'>();
export type BroadcastId = z.infer<typeof BroadcastId>;

/** Recado's own id of a message; the id WhatsApp gives it is another. */
export const MessageId = z.uuid().brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

export const MediaId = z.uuid().brand<'MediaId'>();
export type MediaId = z.infer<typeof MediaId>;

export const WebhookId = z.uuid().brand<'WebhookId'>();
export type WebhookId = z.infer<typeof WebhookId>;

/** One event for one webhook, with all its attempts. */
export const WebhookDeliveryId = z.uuid().brand<'WebhookDeliveryId'>();
export type WebhookDeliveryId = z.infer<typeof WebhookDeliveryId>;

export const WebhookReplayId = z.uuid().brand<'WebhookReplayId'>();
export type WebhookReplayId = z.infer<typeof WebhookReplayId>;

export const EventId = z.uuid().brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;

/** The one path parameter of `/things/:id`. */
export const idParam = <T extends z.ZodType>(id: T) => z.strictObject({ id });
