import type { Texts } from '../en/index.ts';

export const webhooks: Texts['webhooks'] = {
  title: 'Webhooks',
};
