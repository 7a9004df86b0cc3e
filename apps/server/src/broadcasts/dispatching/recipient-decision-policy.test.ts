import type { OutboundContent } from '@recado/contracts';
import { expect, it } from 'vitest';
import { decide, type DueRecipient, type KnownContact } from './recipient-decision-policy.ts';

const message: OutboundContent = { type: 'text', content: '{{name}} {{cidade}} {{phone}}' };

const contact = (changes: Partial<KnownContact> = {}): KnownContact => ({
  name: 'Maria',
  email: null,
  customFields: { Cidade: 'Recife' },
  hasOptedOut: false,
  isBlocked: false,
  ...changes,
});

const recipient = (changes: Partial<DueRecipient> = {}): DueRecipient => ({
  phoneNumber: '+5511999999999',
  variables: {},
  contact: contact(),
  ...changes,
});

it('the contact’s name and custom fields, and the number, are put in', () => {
  expect(decide(message, recipient())).toEqual({
    state: 'accepting',
    message: { type: 'text', content: 'Maria Recife +5511999999999' },
  });
});

it('the audience’s own values go before those of the contact, unless they are empty', () => {
  expect(decide(message, recipient({ variables: { NAME: 'Ana', cidade: '' } }))).toMatchObject({
    message: { content: 'Ana Recife +5511999999999' },
  });
});

it('numbers and truths are values too', () => {
  expect(
    decide({ type: 'text', content: '{{a}} {{b}}' }, recipient({ variables: { a: 0, b: false } })),
  ).toMatchObject({ message: { content: '0 false' } });
});

it('who is no contact yet has the audience’s values alone', () => {
  expect(decide(message, recipient({ contact: undefined, variables: { name: 'Ana' } }))).toEqual({
    state: 'failed',
    code: 'variable_missing',
    detail: 'Nothing is known for {{cidade}}',
  });
});

it.each([
  ['opted out', { hasOptedOut: true }, 'recipient_opted_out'],
  ['is blocked', { isBlocked: true }, 'contact_blocked'],
])('who %s is skipped, whatever else is known', (_, changes, code) => {
  expect(decide(message, recipient({ contact: contact({ ...changes, name: null }) }))).toMatchObject({
    state: 'skipped',
    code,
  });
});
