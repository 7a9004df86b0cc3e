import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigEmoji, blocksOf, inlinesOf, type Block, type Inline } from './whatsapp-text.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });

describe('a line', () => {
  it.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['*bold*', [{ kind: 'bold', children: [text('bold')] }]],
    ['a _b_ c', [text('a '), { kind: 'italic', children: [text('b')] }, text(' c')]],
    ['~gone~!', [{ kind: 'strike', children: [text('gone')] }, text('!')]],
    ['*a _b_*', [{ kind: 'bold', children: [text('a '), { kind: 'italic', children: [text('b')] }] }]],
    ['2*3*4', [text('2*3*4')]],
    ['snake_case_name', [text('snake_case_name')]],
    ['* not *', [text('* not *')]],
    ['`*code*`', [{ kind: 'code', text: '*code*' }]],
    [
      'see https://a.example/x_y_z.',
      [
        text('see '),
        { kind: 'link', href: 'https://a.example/x_y_z', text: 'https://a.example/x_y_z' },
        text('.'),
      ],
    ],
    ['www.a.example', [{ kind: 'link', href: 'https://www.a.example', text: 'www.a.example' }]],
    ['javascript:alert(1)', [text('javascript:alert(1)')]],
  ])('%s', (line, inlines) => {
    expect(inlinesOf(line)).toEqual(inlines);
  });
});

describe('a text', () => {
  it('knows quotes, lists and what is set in monospace', () => {
    expect(blocksOf('Hi\n> said\n- one\n- two\n3. three\n```\nmono *not*\n```\nend')).toMatchObject([
      { kind: 'lines', lines: [[text('Hi')]] },
      { kind: 'quote', lines: [[text('said')]] },
      { kind: 'bullets', lines: [[text('one')], [text('two')]] },
      { kind: 'numbers', start: 3, lines: [[text('three')]] },
      { kind: 'lines', lines: [[]] },
      { kind: 'mono', text: 'mono *not*' },
      { kind: 'lines', lines: [[text('end')]] },
    ]);
  });

  it('leaves a fence alone that is not closed', () => {
    expect(blocksOf('a ```b')).toEqual([{ kind: 'lines', lines: [[text('a ```b')]] }]);
  });

  it('loses no letter and no digit, whatever is written', () => {
    const said = (inlines: readonly Inline[]): string =>
      inlines.map((inline) => ('children' in inline ? said(inline.children) : inline.text)).join('');
    const all = (block: Block): string =>
      block.kind === 'mono' ? block.text : block.lines.map(said).join('\n');
    const letters = (value: string): string => value.replaceAll(/[^a-z]/g, '');
    const alphabet = fc.constantFrom(
      '*',
      '_',
      '~',
      '`',
      '```',
      ' ',
      '\n',
      'a',
      'b',
      '> ',
      '- ',
      'https://x.y',
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 40 }), (parts) => {
        const written = parts.join('');
        expect(letters(blocksOf(written).map(all).join('\n'))).toBe(letters(written));
      }),
    );
  });
});

it.each([
  ['👍', 1],
  ['👍🏽❤️', 2],
  ['👨‍👩‍👧 ', 1],
  ['🇧🇷', 1],
  ['🙂🙂🙂🙂', 0],
  ['a👍', 0],
  ['1', 0],
  ['', 0],
])('%s is %i big emoji', (written, count) => {
  expect(bigEmoji(written)).toBe(count);
});
