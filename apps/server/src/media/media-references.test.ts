import { OutboundContent } from '@recado/contracts';
import { expect, it } from 'vitest';
import { mediaReferences } from './media-references.ts';

const mediaId = '0198f3c0-0000-7000-8000-000000000006';
const buttons = { body: 'x', buttons: [{ id: '1', title: 'Sim' }] };

it.each([
  ['an image', { type: 'image', content: { mediaId } }, 'image', 'message.content.mediaId'],
  ['a voice', { type: 'audio', content: { mediaId, voice: true } }, 'audio', 'message.content.mediaId'],
  ['a document', { type: 'document', content: { mediaId } }, 'document', 'message.content.mediaId'],
  [
    'a header of buttons',
    { type: 'buttons', content: { ...buttons, header: { type: 'video', video: { mediaId } } } },
    'video',
    'message.content.header.video.mediaId',
  ],
  [
    'a header of a link button',
    {
      type: 'cta_url',
      content: {
        body: 'x',
        displayText: 'Ver',
        url: 'https://example.com',
        header: { type: 'image', image: { mediaId } },
      },
    },
    'image',
    'message.content.header.image.mediaId',
  ],
  [
    'a header of a template',
    {
      type: 'template',
      content: {
        name: 'oferta',
        language: 'pt_BR',
        components: [{ type: 'header', parameters: [{ type: 'document', document: { mediaId } }] }],
      },
    },
    'document',
    'message.content.components.0.parameters.0.document.mediaId',
  ],
])('finds the file of %s', (_, message, kind, path) => {
  expect(mediaReferences(OutboundContent.parse(message))).toEqual([{ mediaId, kind, path }]);
});

it.each([
  [{ type: 'image', content: { link: 'https://example.com/a.jpg' } }],
  [{ type: 'text', content: 'olá' }],
  [{ type: 'buttons', content: { ...buttons, header: { type: 'text', text: 'x' } } }],
])('finds none in %j', (message) => {
  expect(mediaReferences(OutboundContent.parse(message))).toEqual([]);
});
