import type { Texts } from '../en/index.ts';

export const guide: Texts['guide'] = {
  title: 'Primeiros passos',
};
