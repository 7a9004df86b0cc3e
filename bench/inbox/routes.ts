import type { Seeded } from './seed.ts';
import { FREQUENT, RARE } from './words.ts';

/** A request that is measured: its name, and the address without that of the server. */
export interface Route {
  name: string;
  path: string;
  /** Follow so many pages first, and measure the one after them. */
  pagesBefore?: number;
}

const query = (path: string, fields: Record<string, string> = {}): string =>
  `${path}?${new URLSearchParams(fields).toString()}`;

/** Every list of the inbox with its filters and orders. */
export const listRoutes = (seeded: Seeded): Route[] => [
  { name: 'conversations, newest', path: query('/conversations') },
  { name: 'conversations, newest, page 20', path: query('/conversations'), pagesBefore: 19 },
  ...['open', 'pending', 'waiting', 'closed'].map((status) => ({
    name: `conversations, ${status}`,
    path: query('/conversations', { status }),
  })),
  { name: 'conversations, of an agent', path: query('/conversations', { agentId: seeded.agentId }) },
  { name: 'conversations, unassigned', path: query('/conversations', { unassigned: 'true' }) },
  {
    name: 'conversations, unassigned and open',
    path: query('/conversations', { unassigned: 'true', status: 'open' }),
  },
  { name: 'conversations, frequent label', path: query('/conversations', { label: 'vip' }) },
  { name: 'conversations, rare label', path: query('/conversations', { label: 'atacado' }) },
  { name: 'conversations, of an instance', path: query('/conversations', { instanceId: seeded.instanceId }) },
  { name: 'conversations, text', path: query('/conversations', { text: 'jessica taylor' }) },
  { name: 'conversations, frequent text', path: query('/conversations', { text: 'maria' }) },
  { name: 'conversations, longest waiting', path: query('/conversations', { order: 'longest_waiting' }) },
  { name: 'messages of a conversation', path: query(`/conversations/${seeded.conversationId}/messages`) },
  {
    name: 'messages of a deep conversation, page 100',
    path: query(`/conversations/${seeded.deepConversationId}/messages`, { limit: '100' }),
    pagesBefore: 99,
  },
  { name: 'messages, history', path: query('/messages/history') },
  {
    name: 'messages, history, page 100',
    path: query('/messages/history', { limit: '100' }),
    pagesBefore: 99,
  },
  {
    name: 'messages, history of an instance',
    path: query('/messages/history', { instanceId: seeded.instanceId }),
  },
  { name: 'contacts', path: query('/contacts') },
  { name: 'contacts, page 100', path: query('/contacts', { limit: '100' }), pagesBefore: 99 },
  { name: 'contacts, text', path: query('/contacts', { text: 'jessica taylor' }) },
  { name: 'contacts, frequent text', path: query('/contacts', { text: 'maria' }) },
  { name: 'contacts, end of a number', path: query('/contacts', { text: '04321' }) },
  { name: 'contacts, frequent label', path: query('/contacts', { label: 'vip' }) },
  { name: 'contacts, rare label', path: query('/contacts', { label: 'atacado' }) },
  { name: 'contacts, opted out', path: query('/contacts', { consent: 'opted_out' }) },
  { name: 'contacts, blocked', path: query('/contacts', { isBlocked: 'true' }) },
];

export const searchRoutes = (seeded: Seeded): Route[] => {
  const search = (text: string, more: Record<string, string> = {}) =>
    query('/messages/search', { text, ...more });
  return [
    { name: 'search, rare word', path: search(RARE) },
    { name: 'search, no such word', path: search('inexistente') },
    { name: 'search, frequent word', path: search(FREQUENT) },
    { name: 'search, frequent word, page 50', path: search(FREQUENT), pagesBefore: 49 },
    {
      name: 'search, frequent word a year ago',
      path: search(FREQUENT, { to: new Date(Date.now() - 300 * 86_400_000).toISOString() }),
    },
    { name: 'search, beginning of a frequent word', path: search('pag') },
    { name: 'search, beginning of a rare word', path: search('jabut') },
    { name: 'search, two frequent words', path: search('pagamento entrega') },
    { name: 'search, frequent and rare', path: search(`${FREQUENT} ${RARE}`) },
    { name: 'search, rare and beginning of a frequent word', path: search(`${RARE} pag`) },
    { name: 'search, phrase', path: search('"nota fiscal"') },
    { name: 'search, without a word', path: search('entrega -pagamento') },
    { name: 'search, either word', path: search('reembolso or devolução') },
    { name: 'search, rare type', path: search(FREQUENT, { type: 'image' }) },
    { name: 'search, direction', path: search(FREQUENT, { direction: 'inbound' }) },
    { name: 'search, of an instance', path: search(FREQUENT, { instanceId: seeded.instanceId }) },
    { name: 'search, in a conversation', path: search('pedido', { conversationId: seeded.conversationId }) },
    {
      name: 'search, frequent word in a deep conversation',
      path: search(FREQUENT, { conversationId: seeded.deepConversationId }),
    },
    {
      name: 'search, rare word in a deep conversation',
      path: search(RARE, { conversationId: seeded.deepConversationId }),
    },
    { name: 'search, with a contact', path: search('pedido', { contactId: seeded.contactId }) },
  ];
};

export const statisticsRoutes = (seeded: Seeded): Route[] => {
  const timeZone = 'America/Sao_Paulo';
  const year = { timeZone, from: new Date(Date.now() - 365 * 86_400_000).toISOString() };
  return ['overview', 'by-day', 'by-agent', 'by-instance'].flatMap((name) => [
    { name: `statistics, ${name}, 30 days`, path: query(`/statistics/${name}`, { timeZone }) },
    { name: `statistics, ${name}, a year`, path: query(`/statistics/${name}`, year) },
    {
      name: `statistics, ${name}, of an instance, a year`,
      path: query(`/statistics/${name}`, { ...year, instanceId: seeded.instanceId }),
    },
  ]);
};
