import type { Texts } from '../en/index.ts';

export const logs: Texts['logs'] = {
  title: 'Auditoria',
};
