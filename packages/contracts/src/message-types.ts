import { z } from 'zod';

/** What customers send to us, and we to them. */
const bothWays = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
] as const;

/** What a number of every channel can send. */
export const everywhereTypes = [...bothWays, 'list', 'buttons', 'cta_url'] as const;

export const OutboundType = z
  .enum([...everywhereTypes, 'template', 'poll', 'edit', 'delete'])
  .meta({ id: 'OutboundType' });
export type OutboundType = z.infer<typeof OutboundType>;

/** The types of what customers send. What we do not know is `unsupported` and keeps its raw form. */
export const inboundTypes = [
  ...bothWays,
  'button_reply',
  'list_reply',
  'template_button',
  'flow_reply',
  'order',
  'poll',
  'poll_vote',
  'system',
  'deleted',
  'unsupported',
] as const;
export const InboundType = z.enum(inboundTypes).meta({ id: 'InboundType' });
export type InboundType = z.infer<typeof InboundType>;
