import type { Texts } from '../en/index.ts';

export const contacts: Texts['contacts'] = {
  title: 'Contatos',
};
