import type { Texts } from '../en/index.ts';

export const messages: Texts['messages'] = {
  title: 'Mensagens',
};
