import type { Texts } from '../en/index.ts';

export const broadcasts: Texts['broadcasts'] = {
  title: 'Disparos',
};
