import { type BinaryNode, S_WHATSAPP_NET, getAllBinaryNodeChildren, getBinaryNodeChild } from 'baileys';

/** One XML-like element of the protocol. */
export type Stanza = BinaryNode;

/** The server's own address: clients look for the sign in front. */
export const SERVER = S_WHATSAPP_NET;

/** Makes a stanza; attributes without a value are left out. */
export function stanza(
  tag: string,
  attributes: Readonly<Record<string, string | number | undefined>> = {},
  content?: readonly Stanza[] | string | Uint8Array,
): Stanza {
  const attrs: Record<string, string> = {};
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) attrs[name] = String(value);
  }
  if (content === undefined) return { tag, attrs };
  return { tag, attrs, content: isList(content) ? [...content] : content };
}

/** The first child with this tag. */
export function childOf(parent: Stanza | undefined, tag: string): Stanza | undefined {
  return getBinaryNodeChild(parent, tag);
}

/** All children, or those with one tag. */
export function childrenOf(parent: Stanza | undefined, tag?: string): readonly Stanza[] {
  if (!parent) return [];
  const children = getAllBinaryNodeChildren(parent);
  return tag === undefined ? children : children.filter((child) => child.tag === tag);
}

/** The bytes inside a stanza; empty when it holds none. */
export function bytesOf(element: Stanza | undefined): Buffer {
  const content = element?.content;
  if (typeof content === 'string') return Buffer.from(content, 'utf8');
  return content instanceof Uint8Array ? Buffer.from(content) : Buffer.alloc(0);
}

function isList(content: readonly Stanza[] | string | Uint8Array): content is readonly Stanza[] {
  return Array.isArray(content);
}
