import type { Texts } from '../en/index.ts';

export const agents: Texts['agents'] = {
  title: 'Agentes',
};
