import { expect, it } from 'vitest';
import type { Identity } from '../../channels/index.ts';
import { changed, mayChange, type Change } from './change-policy.ts';

const maria: [Identity, Identity] = [
  { kind: 'phone', value: '+5511999999999' },
  { kind: 'lid', value: '123456789012345@lid' },
];
const group: [Identity] = [{ kind: 'group', value: '120363000000000000@g.us' }];
const pedro: Identity[] = [{ kind: 'phone', value: '+5511888888888' }];
const at = new Date('2026-11-24T12:00:00Z');
const edit = { kind: 'edited' as const, from: maria, isFromUs: false, participant: [] };
const fromMaria = { direction: 'inbound', sender: maria[0].value, recipient: '+55', metadata: {} };
const toMaria = { direction: 'outbound', sender: '+55', recipient: maria[1].value, metadata: {} };
const inGroup = {
  direction: 'inbound',
  sender: group[0].value,
  recipient: '+55',
  metadata: { participant: maria },
};

it.each<[string, Parameters<typeof mayChange>[0], Partial<Change>, boolean]>([
  ['the author edits', fromMaria, {}, true],
  ['the author deletes', fromMaria, { kind: 'deleted' }, true],
  ['somebody else edits', fromMaria, { from: [{ kind: 'phone', value: '+5511777777777' }] }, false],
  ['the customer edits what we wrote', toMaria, {}, false],
  ['the customer deletes what we wrote', toMaria, { kind: 'deleted' }, false],
  ['our phone edits what we wrote', toMaria, { isFromUs: true }, true],
  ['our phone edits what the customer wrote', fromMaria, { isFromUs: true }, false],
  ['a member edits what it wrote', inGroup, { from: group, participant: [maria[1]] }, true],
  ['a member edits what another wrote', inGroup, { from: group, participant: pedro }, false],
  [
    'an admin deletes what another wrote',
    inGroup,
    { kind: 'deleted', from: group, participant: pedro },
    true,
  ],
])('%s', (_, row, change, expected) => {
  expect(mayChange(row, Object.assign({}, edit, change))).toBe(expected);
});

const text = (content: string) => ({ type: 'text' as const, content });
const toText = (content: string): Change => ({ ...edit, whatsappId: 'A', at, content: text(content) });

it('each edit keeps what was said before it', () => {
  const once = changed(text('um'), { replyToWhatsappId: 'B' }, toText('dois'));
  expect(once).toEqual({
    content: text('dois'),
    metadata: {
      replyToWhatsappId: 'B',
      editedAt: at.toISOString(),
      former: [{ content: text('um'), until: at.toISOString() }],
    },
  });
  expect(changed(once.content, once.metadata, toText('três')).metadata['former']).toHaveLength(2);
});

it('a new caption leaves the file', () => {
  const image = { type: 'image' as const, content: { mediaId: 'm', caption: 'um', mimeType: 'image/png' } };
  const change: Change = {
    ...edit,
    whatsappId: 'A',
    at,
    content: { type: 'image', content: { caption: 'dois' } },
  };
  expect(changed(image, {}, change).content).toEqual({
    type: 'image',
    content: { ...image.content, caption: 'dois' },
  });
});

it('an edit of what was never read is the first that is known of it', () => {
  const kept = { type: 'unsupported' as const, content: { type: 'undecryptable' } };
  const { metadata } = changed(kept, { placeholder: true }, toText('um'));
  expect(metadata).toEqual({ editedAt: at.toISOString(), former: [] });
});

it('a deletion leaves nothing to see', () => {
  const deletion: Change = {
    kind: 'deleted',
    whatsappId: 'A',
    from: maria,
    isFromUs: false,
    participant: [],
    at,
  };
  expect(changed(text('um'), {}, deletion)).toEqual({
    content: { type: 'deleted', content: {} },
    metadata: { deletedAt: at.toISOString(), former: [{ content: text('um'), until: at.toISOString() }] },
  });
});
