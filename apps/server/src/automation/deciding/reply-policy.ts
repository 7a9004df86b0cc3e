import { messageLimits, type AgentReply, type OutboundContent } from '@recado/contracts';

const MOST_PARTS = 5;

/** The messages of a reply: a text becomes a message, several stay in their order. */
export function messagesOf(reply: AgentReply | undefined): OutboundContent[] {
  if (reply === undefined) return [];
  const replies = Array.isArray(reply) ? reply : [reply];
  return replies.map((one) => (typeof one === 'string' ? { type: 'text', content: one } : one));
}

/** Where to cut a text that is too long: after a line, else after a word, else anywhere but within a character. */
function cutAt(text: string, most: number): number {
  const room = text.slice(0, most);
  const line = room.lastIndexOf('\n');
  if (line > most / 2) return line;
  const word = room.lastIndexOf(' ');
  if (word > most / 2) return word;
  return /[\uD800-\uDBFF]$/.test(room) ? most - 1 : most;
}

/** A text of any length as messages that WhatsApp takes; beyond five of them it ends. */
export function textMessages(text: string, most: number = messageLimits.text): OutboundContent[] {
  const parts: OutboundContent[] = [];
  let rest = text.trim();
  while (rest !== '' && parts.length < MOST_PARTS) {
    const end = rest.length <= most ? rest.length : cutAt(rest, most);
    parts.push({ type: 'text', content: rest.slice(0, end).trimEnd() });
    rest = rest.slice(end).trimStart();
  }
  return parts;
}
