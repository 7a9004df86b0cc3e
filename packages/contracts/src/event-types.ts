/** Every event, in the past tense. `webhook.test` goes to one endpoint, on request. */
export const eventTypes = [
  'message.accepted',
  'message.received',
  'message.sent',
  'message.delivered',
  'message.read',
  'message.failed',
  'message.in_doubt',
  'message.cancelled',
  'message.expired',
  'message.edited',
  'message.deleted',
  'message.recovered',
  'instance.connected',
  'instance.reconnecting',
  'instance.disconnected',
  'instance.failed',
  'instance.qr_updated',
  'contact.merged',
  'contact.opted_out',
  'contact.opted_in',
  'conversation.opened',
  'conversation.waiting',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.closed',
  'conversation.reopened',
  'broadcast.started',
  'broadcast.completed',
  'webhook.disabled',
  'webhook.test',
] as const;

type FamilyOf<Type extends string> = Type extends `${infer Family}.${string}` ? Family : never;

/** Every family of events, as a webhook subscribes to it. */
export const eventFamilies = [
  'message.*',
  'instance.*',
  'contact.*',
  'conversation.*',
  'broadcast.*',
  'webhook.*',
] as const satisfies `${FamilyOf<(typeof eventTypes)[number]>}.*`[];
