import type { Texts } from '../en/index.ts';

export const words: Texts['words'] = {
  retry: 'Tentar de novo',
  cancel: 'Cancelar',
  close: 'Fechar',
  save: 'Salvar',
  saved: 'Salvo',
  back: 'Voltar',
  next: 'Avançar',
  copy: 'Copiar',
  copied: 'Copiado',
  more: 'Mostrar mais',
  loading: 'Carregando',
  all: 'Todos',
  none: 'Nenhum',
  request: 'Requisição {{id}}',
};
