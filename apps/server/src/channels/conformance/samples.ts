import { MessageId, type OutboundContent, type OutboundType } from '@recado/contracts';

/** Where the files of the samples are. */
export const SAMPLE_LINK = 'https://example.com/file';

/** One message of each type. */
export const samples = {
  text: { type: 'text', content: 'Olá! https://example.com', options: { linkPreview: true } },
  image: { type: 'image', content: { link: SAMPLE_LINK, caption: 'Foto' } },
  video: { type: 'video', content: { link: SAMPLE_LINK, caption: 'Vídeo' } },
  audio: { type: 'audio', content: { link: SAMPLE_LINK, voice: true } },
  document: { type: 'document', content: { link: SAMPLE_LINK, filename: 'nota.pdf', caption: 'Nota' } },
  sticker: { type: 'sticker', content: { link: SAMPLE_LINK } },
  location: {
    type: 'location',
    content: { latitude: -23.55, longitude: -46.63, name: 'Sé', address: 'Praça da Sé' },
  },
  contacts: {
    type: 'contacts',
    content: {
      contacts: [
        {
          name: { formattedName: 'Ana' },
          phones: [{ phone: '+5511999999999', type: 'CELL', waId: '5511999999999' }],
          organization: { company: 'Recado' },
        },
      ],
    },
  },
  reaction: {
    type: 'reaction',
    content: { messageId: MessageId.parse('0198f3c0-0000-7000-8000-000000000001'), emoji: '👍' },
  },
  list: {
    type: 'list',
    content: {
      header: 'Menu',
      body: 'Escolha',
      button: 'Abrir',
      sections: [{ title: 'A', rows: [{ id: '1', title: 'Um', description: 'Primeiro' }] }],
    },
  },
  buttons: {
    type: 'buttons',
    content: {
      body: 'Confirma?',
      footer: 'Recado',
      buttons: [
        { id: 'y', title: 'Sim' },
        { id: 'n', title: 'Não' },
      ],
    },
  },
  cta_url: {
    type: 'cta_url',
    content: {
      header: { type: 'text', text: 'Datas' },
      body: 'Veja',
      displayText: 'Abrir',
      url: SAMPLE_LINK,
    },
  },
  template: {
    type: 'template',
    content: {
      name: 'order_update',
      language: 'pt_BR',
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Ana' },
            { type: 'text', text: '1042' },
          ],
        },
      ],
    },
  },
  poll: { type: 'poll', content: { question: 'Qual dia?', options: ['Segunda', 'Terça'], selectable: 1 } },
  edit: {
    type: 'edit',
    content: { messageId: MessageId.parse('0198f3c0-0000-7000-8000-000000000001'), text: 'Às 10h' },
  },
  delete: {
    type: 'delete',
    content: { messageId: MessageId.parse('0198f3c0-0000-7000-8000-000000000001') },
  },
} as const satisfies { [T in OutboundType]: Extract<OutboundContent, { type: T }> };
