import type { InboundContent } from '@recado/contracts';
import { z } from 'zod';
import type { InboundMedia } from '../../inbound-update.ts';
import { contactCards } from './contact-cards.ts';

/** The content of a message. What is not understood keeps the whole message in its metadata. */
export interface ReadContent {
  content: InboundContent;
  media?: InboundMedia | undefined;
  isUnderstood: boolean;
  /** Of a reaction: the WhatsApp id of the message it is on. */
  reactsTo?: string | undefined;
}

type Reader = (value: unknown) => Omit<ReadContent, 'isUnderstood'>;

const Media = z.looseObject({
  id: z.string().min(1),
  mime_type: z.string(),
  sha256: z.string().optional(),
  caption: z.string().optional(),
  filename: z.string().optional(),
  voice: z.boolean().optional(),
  animated: z.boolean().optional(),
});

const media =
  (kind: InboundMedia['kind']): Reader =>
  (value) => {
    const { id, mime_type: mimeType, sha256, caption, filename, voice, animated } = Media.parse(value);
    return {
      content: { type: kind, content: defined({ caption, filename, voice, animated, mimeType }) },
      media: { providerMediaId: id, kind, mimeType, fileName: filename, sha256 },
    };
  };

const Location = z.looseObject({
  latitude: z.number(),
  longitude: z.number(),
  name: z.string().optional(),
  address: z.string().optional(),
  url: z.string().optional(),
});

const location: Reader = (value) => {
  const { latitude, longitude, name, address, url } = Location.parse(value);
  return { content: { type: 'location', content: defined({ latitude, longitude, name, address, url }) } };
};

const Reaction = z.looseObject({ message_id: z.string().min(1), emoji: z.string().optional() });

/** A reaction that was taken back has no emoji. */
const reaction: Reader = (value) => {
  const { message_id: reactsTo, emoji = '' } = Reaction.parse(value);
  return { content: { type: 'reaction', content: { emoji } }, reactsTo };
};

const Tapped = z.looseObject({ id: z.string(), title: z.string(), description: z.string().optional() });
const Interactive = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('button_reply'), button_reply: Tapped }),
  z.looseObject({ type: z.literal('list_reply'), list_reply: Tapped }),
  z.looseObject({
    type: z.literal('nfm_reply'),
    nfm_reply: z.looseObject({
      name: z.string().optional(),
      body: z.string().optional(),
      response_json: z.string().optional(),
    }),
  }),
]);

const interactive: Reader = (value) => {
  const reply = Interactive.parse(value);
  switch (reply.type) {
    case 'button_reply': {
      const { id, title } = reply.button_reply;
      return { content: { type: 'button_reply', content: { id, title } } };
    }
    case 'list_reply': {
      const { id, title, description } = reply.list_reply;
      return { content: { type: 'list_reply', content: defined({ id, title, description }) } };
    }
    case 'nfm_reply': {
      const { name, body, response_json: json } = reply.nfm_reply;
      return {
        content: {
          type: 'flow_reply',
          content: defined({ name, body, response: json === undefined ? undefined : parsed(json) }),
        },
      };
    }
  }
};

const Order = z.looseObject({
  catalog_id: z.string(),
  text: z.string().optional(),
  product_items: z.array(
    z.looseObject({
      product_retailer_id: z.string(),
      quantity: z.number(),
      item_price: z.number(),
      currency: z.string(),
    }),
  ),
});

const order: Reader = (value) => {
  const { catalog_id: catalogId, text, product_items: items } = Order.parse(value);
  return {
    content: {
      type: 'order',
      content: defined({
        catalogId,
        text,
        items: items.map((item) => ({
          productRetailerId: item.product_retailer_id,
          quantity: item.quantity,
          itemPrice: item.item_price,
          currency: item.currency,
        })),
      }),
    },
  };
};

const System = z.looseObject({ type: z.string(), body: z.string().optional() });

const readers: Readonly<Record<string, Reader>> = {
  text: (value) => ({
    content: { type: 'text', content: z.looseObject({ body: z.string() }).parse(value).body },
  }),
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  document: media('document'),
  sticker: media('sticker'),
  location,
  contacts: (value) => ({ content: { type: 'contacts', content: { contacts: contactCards(value) } } }),
  reaction,
  button: (value) => {
    const { payload, text } = z
      .looseObject({ payload: z.string().optional(), text: z.string() })
      .parse(value);
    return { content: { type: 'template_button', content: defined({ payload, text }) } };
  },
  interactive,
  order,
  system: (value) => {
    const { type: event, body } = System.parse(value);
    return { content: { type: 'system', content: defined({ event, body }) } };
  },
};

/** Reads the content of a message by its type. A type that is unknown, or not as Meta describes it, becomes `unsupported`. */
export function contentOf(type: string, message: Readonly<Record<string, unknown>>): ReadContent {
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined) return unsupported(type, message);
  try {
    return { ...read(message[type]), isUnderstood: true };
  } catch (error) {
    if (error instanceof z.ZodError) return unsupported(type, message);
    throw error;
  }
}

const Unsupported = z.looseObject({ unsupported: z.looseObject({ type: z.string() }) });

function unsupported(type: string, message: unknown): ReadContent {
  const inner = Unsupported.safeParse(message);
  const actual = inner.success ? inner.data.unsupported.type : type;
  return { content: { type: 'unsupported', content: { type: actual } }, isUnderstood: false };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

/** Without the fields that are not there. */
function defined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
