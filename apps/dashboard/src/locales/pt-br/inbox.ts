import type { Texts } from '../en/index.ts';

export const inbox: Texts['inbox'] = {
  title: 'Conversas',
  nothingOpen: {
    title: 'Nenhuma conversa aberta',
    body: 'Escolha uma na lista. Com J e K você percorre a lista, com Enter abre uma conversa.',
  },
};
