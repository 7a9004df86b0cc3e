import { ContactDetails as Schema } from '@recado/contracts';
import type { ContactDetails } from '@recado/sdk';
import { describe, expect, it } from 'vitest';
import { changeOf, typedOf } from './form-policy.ts';
import { mergedOf } from './merge-policy.ts';

const contact = (changes: Partial<ContactDetails> = {}): ContactDetails => ({
  ...Schema.parse(Schema.meta()?.['example']),
  ...changes,
});

describe('the form of a contact', () => {
  it('changes nothing when nothing was typed, and keeps numbers numbers', () => {
    const { name, email, labels, customFields } = contact();
    expect(changeOf(contact(), typedOf(contact()))).toEqual({ name, email, labels, customFields });
  });

  it('takes out what was emptied or removed, and adds what is new', () => {
    const typed = {
      ...typedOf(contact()),
      name: ' ',
      fields: [
        { name: 'cidade', value: 'Recife' },
        { name: ' plano ', value: 'ouro' },
        { name: '', value: 'x' },
      ],
    };
    expect(changeOf(contact(), typed)).toMatchObject({
      name: null,
      customFields: { compras: null, cidade: 'Recife', plano: 'ouro' },
    });
  });
});

it('two contacts become one that has all of both', () => {
  const gone = contact({
    name: 'A. Souza',
    identities: [{ kind: 'phone', value: '+5511999990000' }],
    labels: ['novo'],
    customFields: { cidade: 'Recife', plano: 'ouro' },
    isBlocked: true,
    consent: { status: 'opted_out', at: null, source: null },
  });
  expect(mergedOf(contact(), gone)).toEqual({
    name: 'Ana Souza',
    email: 'ana@example.com',
    identities: ['+5511999999999', '+5511999990000'],
    labels: ['vip', 'novo'],
    gained: ['plano'],
    conversations: 1,
    isBlocked: true,
    isOptedOut: true,
  });
});
