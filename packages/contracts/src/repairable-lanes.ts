/** Kinds of lanes that an administrator can bring to a worker again. */
export const repairableLanes = [
  'send',
  'inbound',
  'webhook',
  'webhook-replay',
  'automation',
  'broadcast',
  'distribution',
  'media',
  'consent',
  'broker',
] as const;
