import type { Texts } from '../en/index.ts';

export const sandbox: Texts['sandbox'] = {
  title: 'Telefone simulado',
};
