import type { Texts } from '../en/index.ts';

export const inbox: Texts['inbox'] = {
  title: 'Conversas',
};
