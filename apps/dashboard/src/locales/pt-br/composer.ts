import type { Texts } from '../en/index.ts';

export const composer: Texts['composer'] = {
  title: 'Escrever uma mensagem',
};
