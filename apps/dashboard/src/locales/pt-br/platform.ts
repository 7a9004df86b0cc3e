import type { Texts } from '../en/index.ts';

export const platform: Texts['platform'] = {
  title: 'Plataforma',
};
