import { z } from 'zod';

export const OutboundType = z
  .enum([
    'text',
    'image',
    'video',
    'audio',
    'document',
    'sticker',
    'location',
    'contacts',
    'reaction',
    'list',
    'buttons',
    'cta_url',
    'template',
    'poll',
    'edit',
    'delete',
  ])
  .meta({ id: 'OutboundType' });
export type OutboundType = z.infer<typeof OutboundType>;

/** The types of what customers send. What we do not know is `unsupported` and keeps its raw form. */
export const inboundTypes = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'reaction',
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
