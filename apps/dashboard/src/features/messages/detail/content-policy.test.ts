import { OutboundContent, outboundExamples } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { textOfMessage } from '../message-text.ts';
import { choicesOf, fileOf } from './content-policy.ts';

describe('what a message shows', () => {
  it.each([
    ['text', 'Olá, como posso ajudar?'],
    ['template', 'order_update'],
    ['reaction', '👍'],
  ] as const)('of the type %s it says %s', (type, text) => {
    expect(textOfMessage(OutboundContent.parse(outboundExamples[type]))).toBe(text);
  });

  it('names the people of contact cards', () => {
    expect(textOfMessage({ content: { contacts: [{ name: { formattedName: 'Ana' } }] } })).toBe('Ana');
  });

  it.each([
    [{ buttons: [{ id: 'y', title: 'Sim' }] }, ['Sim']],
    [
      { sections: [{ rows: [{ id: '1', title: 'Um' }] }, { rows: [{ id: '2', title: 'Dois' }] }] },
      ['Um', 'Dois'],
    ],
    [{ options: ['A', 'B'] }, ['A', 'B']],
    ['a text', []],
  ])('%j offers %j', (content, choices) => {
    expect(choicesOf(content)).toEqual(choices);
  });

  it.each([
    [{ mediaId: 'm' }, { mediaId: 'm' }],
    [{ link: 'https://example.com/a.png' }, { link: 'https://example.com/a.png' }],
    [{}, undefined],
    ['text', undefined],
  ])('of %j the file is %j', (content, file) => {
    expect(fileOf(content)).toEqual(file);
  });
});
