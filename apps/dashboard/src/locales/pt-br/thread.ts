import type { Texts } from '../en/index.ts';

export const thread: Texts['thread'] = {
  title: 'Mensagens',
};
