import { OutboundContent } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { contentOf, emptySendDraft, sendFaults, type SendDraft } from './send-policy.ts';

const draft = (changes: Partial<SendDraft>): SendDraft => ({
  ...emptySendDraft,
  instanceId: 'i',
  recipient: '+55 11 99999-9999',
  ...changes,
});

describe('a message that is written by hand', () => {
  it.each<[Partial<SendDraft>, unknown]>([
    [{ text: 'Olá' }, { type: 'text', content: 'Olá' }],
    [
      { kind: 'image', file: 'https://example.com/a.png', caption: 'Foto' },
      { type: 'image', content: { link: 'https://example.com/a.png', caption: 'Foto' } },
    ],
    [
      { kind: 'document', file: '0198f3c0-0000-7000-8000-000000000001' },
      { type: 'document', content: { mediaId: '0198f3c0-0000-7000-8000-000000000001' } },
    ],
  ])('%j is what the API takes', (changes, content) => {
    expect(contentOf(draft(changes))).toEqual(content);
    expect(OutboundContent.safeParse(content).success).toBe(true);
    expect(sendFaults(draft(changes)).size).toBe(0);
  });

  it('shows JSON to begin with that the API takes', () => {
    expect(OutboundContent.safeParse(contentOf(draft({ kind: 'json' }))).success).toBe(true);
  });

  it.each<[Partial<SendDraft>, string[]]>([
    [{}, ['text']],
    [{ text: 'a', instanceId: undefined }, ['number']],
    [{ text: 'a', recipient: '5511' }, ['recipient']],
    [{ kind: 'video' }, ['file']],
    [{ kind: 'template' }, ['template']],
    [{ kind: 'json', json: '{' }, ['json']],
    [{ kind: 'json', json: '[]' }, ['json']],
  ])('%j lacks %j', (changes, faults) => {
    expect([...sendFaults(draft(changes))]).toEqual(faults);
  });
});
