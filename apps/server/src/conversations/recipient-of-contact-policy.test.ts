import { expect, it } from 'vitest';
import { recipientOf } from './recipient-of-contact-policy.ts';

const phone = { kind: 'phone', value: '+5511999999999' };
const lid = { kind: 'lid', value: '123@lid' };
const bsuid = { kind: 'bsuid', value: 'BR.123' };
const group = { kind: 'group', value: '120363@g.us' };

it.each([
  ['cloud', [bsuid, phone], phone.value],
  ['cloud', [bsuid], bsuid.value],
  ['cloud', [lid], null],
  ['web', [lid, phone], phone.value],
  ['web', [lid], lid.value],
  ['web', [bsuid], null],
  ['web', [group], group.value],
  ['cloud', [], null],
])('over %s a contact known as %j is written to as %s', (channel, identities, recipient) => {
  expect(recipientOf(channel, identities)).toBe(recipient);
});
