import type { Texts } from '../../en/index.ts';

export const consent: Texts['consent'] = {
  title: 'Consentimento',
  status: { unknown: 'Não informado', opted_in: 'Quer receber', opted_out: 'Não quer receber' },
  source: {
    keyword: 'o contato escreveu',
    import: 'de uma importação',
    api: 'pela API',
    inbox: 'definido nas conversas',
  },
};
