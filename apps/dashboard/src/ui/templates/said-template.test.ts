import { expect, it } from 'vitest';
import { saidTemplate } from './said-template.ts';

const template = {
  name: 'order',
  language: 'pt_BR',
  status: 'APPROVED',
  category: 'UTILITY',
  parameters: [],
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}' },
    { type: 'BODY', text: 'Olá {{name}}, chega {{2}}.' },
    { type: 'FOOTER', text: 'Loja' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Certo' }] },
  ],
};
const content = {
  components: [
    { type: 'header', parameters: [{ type: 'text', text: '42' }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', parameter_name: 'name', text: 'Ana' },
        { type: 'text', text: 'amanhã' },
      ],
    },
  ],
};

it('a template reads as the customer read it', () => {
  expect(saidTemplate(content, template)).toMatchObject({
    header: { format: 'text', text: 'Pedido 42' },
    body: 'Olá Ana, chega amanhã.',
    footer: 'Loja',
    buttons: [{ kind: 'reply', text: 'Certo' }],
  });
});

it('without the template its parameters are shown', () => {
  expect(saidTemplate(content, undefined).body).toBe('Ana\namanhã');
});

it('the file of a header is found by its id at WhatsApp or here, or its address', () => {
  const header = (image: object) => ({
    components: [{ type: 'header', parameters: [{ type: 'image', image }] }],
  });
  expect(saidTemplate(header({ mediaId: 'm' }), undefined).file).toMatchObject({ fields: { mediaId: 'm' } });
  expect(saidTemplate(header({ link: 'https://a.example/b.png' }), undefined).file).toMatchObject({
    type: 'image',
    fields: { link: 'https://a.example/b.png' },
  });
});
