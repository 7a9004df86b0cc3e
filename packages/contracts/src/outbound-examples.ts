import type { OutboundType } from './message-types.ts';

/** One message of each type, as `message` of `POST /messages/send`. */
export const outboundExamples: Readonly<Record<OutboundType, object>> = {
  text: { type: 'text', content: 'Olá, como posso ajudar?', options: { delay: 1000, typing: true } },
  image: { type: 'image', content: { link: 'https://example.com/fachada.jpg', caption: 'Nossa loja' } },
  video: { type: 'video', content: { mediaId: '0198f3c0-0000-7000-8000-000000000006' } },
  audio: { type: 'audio', content: { mediaId: '0198f3c0-0000-7000-8000-000000000007', voice: true } },
  document: {
    type: 'document',
    content: { link: 'https://example.com/boleto.pdf', filename: 'boleto.pdf', caption: 'Vence dia 10' },
  },
  sticker: { type: 'sticker', content: { mediaId: '0198f3c0-0000-7000-8000-000000000008' } },
  location: {
    type: 'location',
    content: { latitude: -23.5613, longitude: -46.6565, name: 'MASP', address: 'Avenida Paulista, 1578' },
  },
  contacts: {
    type: 'contacts',
    content: {
      contacts: [
        { name: { formattedName: 'Maria Silva', firstName: 'Maria' }, phones: [{ phone: '+5511988887777' }] },
      ],
    },
  },
  reaction: { type: 'reaction', content: { messageId: '0198f3c0-0000-7000-8000-000000000004', emoji: '👍' } },
  list: {
    type: 'list',
    content: {
      body: 'Qual horário prefere?',
      button: 'Ver horários',
      sections: [
        {
          rows: [
            { id: '9h', title: '9h' },
            { id: '14h', title: '14h', description: 'Com a Ana' },
          ],
        },
      ],
    },
  },
  buttons: {
    type: 'buttons',
    content: {
      body: 'Podemos confirmar?',
      buttons: [
        { id: 'yes', title: 'Sim' },
        { id: 'no', title: 'Não' },
      ],
    },
  },
  cta_url: {
    type: 'cta_url',
    content: {
      body: 'Acompanhe o seu pedido',
      displayText: 'Abrir',
      url: 'https://example.com/pedidos/4711',
    },
  },
  template: {
    type: 'template',
    content: {
      name: 'order_update',
      language: 'pt_BR',
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'Maria' }] }],
    },
  },
  poll: {
    type: 'poll',
    content: { question: 'Qual dia prefere?', options: ['Segunda', 'Terça', 'Quarta'], selectable: 1 },
  },
  edit: {
    type: 'edit',
    content: { messageId: '0198f3c0-0000-7000-8000-000000000004', text: 'Abrimos às 9h, não às 8h.' },
  },
  delete: { type: 'delete', content: { messageId: '0198f3c0-0000-7000-8000-000000000004' } },
};
