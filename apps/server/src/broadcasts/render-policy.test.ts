import type { OutboundContent } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { renderMessage, variableName, type Variables } from './render-policy.ts';

const text = (content: string): OutboundContent => ({ type: 'text', content });

const given = (values: Record<string, string>): Variables =>
  new Map(Object.entries(values).map(([name, value]) => [variableName(name), value]));

describe('a variable', () => {
  it.each([
    ['is put in', 'Olá, {{name}}!', { name: 'Maria' }, 'Olá, Maria!'],
    ['may stand there more than once', '{{a}} e {{a}}', { a: '1' }, '1 e 1'],
    ['is found whatever its capital letters and blanks', '{{ Pedido Nº }}', { 'pedido nº': '7' }, '7'],
    ['that is there wins over its default', '{{name|cliente}}', { name: 'Maria' }, 'Maria'],
    ['that is missing gives its default', 'Olá, {{name|cliente}}!', {}, 'Olá, cliente!'],
    ['that is empty counts as missing', '{{name|cliente}}', { name: '' }, 'cliente'],
    ['may have an empty default', 'Olá{{name|}}!', {}, 'Olá!'],
    [
      'whose value looks like a variable stays as it is',
      '{{a}}',
      { a: '{{b}} $& $1', b: 'x' },
      '{{b}} $& $1',
    ],
  ])('%s', (_, template, values, result) => {
    expect(renderMessage(text(template), given(values))).toEqual({
      kind: 'rendered',
      message: text(result),
    });
  });

  it('is put into template parameters, captions and buttons too', () => {
    const template: OutboundContent = {
      type: 'template',
      content: {
        name: 'order_update',
        language: 'pt_BR',
        components: [
          { type: 'body', parameters: [{ type: 'text', text: '{{name}}' }] },
          {
            type: 'header',
            parameters: [{ type: 'image', image: { link: 'https://example.com/{{code}}.png' } }],
          },
        ],
      },
    };
    expect(renderMessage(template, given({ name: 'Maria', code: '7' }))).toMatchObject({
      message: {
        content: {
          components: [
            { parameters: [{ text: 'Maria' }] },
            { parameters: [{ image: { link: 'https://example.com/7.png' } }] },
          ],
        },
      },
    });
  });
});

it.each(['{name}', '{{}}', 'a {{ b'])('%s is no variable', (template) => {
  expect(renderMessage(text(template), given({}))).toMatchObject({ message: text(template) });
});

describe('no message is made', () => {
  it('when a value is missing, and every missing one is named', () => {
    expect(renderMessage(text('{{a}} {{b}} {{c}}'), given({ b: '1' }))).toEqual({
      kind: 'impossible',
      code: 'variable_missing',
      detail: 'Nothing is known for {{a}}, {{c}}',
    });
  });

  it('when it would be longer than WhatsApp takes', () => {
    expect(renderMessage(text('{{a}}'), given({ a: 'x'.repeat(4_097) }))).toMatchObject({
      kind: 'impossible',
      code: 'message_invalid',
    });
  });

  it('when nothing would be left of it', () => {
    expect(renderMessage(text('{{a|}}'), given({}))).toMatchObject({ code: 'message_invalid' });
  });
});
