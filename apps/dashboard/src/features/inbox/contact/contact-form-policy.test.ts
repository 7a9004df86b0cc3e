import { Contact as Schema } from '@recado/contracts';
import type { Contact } from '@recado/sdk';
import { expect, it } from 'vitest';
import { changeOf, typedOf } from './contact-form-policy.ts';

const contact: Contact = {
  ...Schema.parse(Schema.meta()?.['example']),
  customFields: { cidade: 'São Paulo', compras: 3, novo: true },
};

it('asks for no other field than those that were changed', () => {
  expect(changeOf(contact, typedOf(contact)).customFields).toEqual({});
});

it('takes out what was emptied or removed, and adds what is new', () => {
  const typed = {
    ...typedOf(contact),
    name: '  ',
    fields: [
      { name: 'cidade', value: ' Campinas ' },
      { name: 'compras', value: '' },
      { name: ' plano ', value: 'ouro' },
      { name: '', value: 'nothing' },
    ],
  };
  expect(changeOf(contact, typed)).toMatchObject({
    name: null,
    customFields: { cidade: 'Campinas', compras: null, novo: null, plano: 'ouro' },
  });
});
