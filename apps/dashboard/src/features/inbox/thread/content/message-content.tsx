import type { Message } from '@recado/sdk';
import type { ReactNode } from 'react';
import { fieldsOf, textField, type Fields } from '../../../../lib/content-fields.ts';
import { MediaContent, type MediaType } from '../media/media-content.tsx';
import { WhatsAppText } from '../text/said-text.tsx';
import type { Vote } from '../thread-folding.ts';
import { Deleted, FlowReply, Order, Tapped, Unsupported } from './answers.tsx';
import { ContactCards } from './contact-cards.tsx';
import { ButtonsContent, LinkContent, ListContent } from './interactive-content.tsx';
import { LocationCard } from './location-card.tsx';
import { PollContent } from './poll-content.tsx';
import { TemplateContent } from './template-content.tsx';

type Content = Message['message'];
/** Those that have a bubble; the others stand as a line of their own, or with another message. */
type Drawn = Exclude<Content['type'], 'text' | 'reaction' | 'edit' | 'delete' | 'poll_vote' | 'system'>;

interface DrawerProps {
  fields: Fields;
  votes: readonly Vote[];
  instanceId: string;
}

const media = (type: MediaType) =>
  function Media({ fields }: DrawerProps): ReactNode {
    const caption = textField(fields, 'caption');
    return (
      <>
        <MediaContent type={type} fields={fields} />
        {caption !== undefined && <WhatsAppText text={caption} />}
      </>
    );
  };

const drawers: Readonly<Record<Drawn, (props: DrawerProps) => ReactNode>> = {
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  document: media('document'),
  sticker: media('sticker'),
  location: LocationCard,
  contacts: ContactCards,
  list: ListContent,
  buttons: ButtonsContent,
  cta_url: LinkContent,
  template: TemplateContent,
  poll: PollContent,
  button_reply: Tapped,
  list_reply: Tapped,
  template_button: Tapped,
  flow_reply: FlowReply,
  order: Order,
  deleted: Deleted,
  unsupported: Unsupported,
};

const isDrawn = (type: string): type is Drawn => Object.hasOwn(drawers, type);

export interface MessageContentProps {
  content: Content;
  instanceId: string;
  votes?: readonly Vote[];
}

const NO_VOTES: readonly Vote[] = [];

/** What a message says, in the way of its type. */
export function MessageContent({ content, instanceId, votes = NO_VOTES }: MessageContentProps): ReactNode {
  if (typeof content.content === 'string') return <WhatsAppText text={content.content} />;
  const Drawer = isDrawn(content.type) ? drawers[content.type] : Unsupported;
  return <Drawer fields={fieldsOf(content.content)} votes={votes} instanceId={instanceId} />;
}
