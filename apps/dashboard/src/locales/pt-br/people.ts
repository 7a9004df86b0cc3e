import type { Texts } from '../en/index.ts';

export const people: Texts['people'] = {
  title: 'Pessoas e chaves',
};
