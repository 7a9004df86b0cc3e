import type { Texts } from '../en/index.ts';

export const overview: Texts['overview'] = {
  title: 'Visão geral',
  period: { label: 'Período', '1': 'Hoje', '7': '7 dias', '30': '30 dias' },
  inbound: 'Mensagens recebidas',
  outbound: 'Mensagens enviadas',
  open: 'Conversas abertas',
  waiting: 'À espera de um agente',
  waitingSince: 'a mais antiga {{ago}}',
  waitingNone: 'ninguém espera',
  firstResponse: 'Primeira resposta',
  firstResponseHint: 'mediana de {{answers}} respostas',
  firstResponseNone: 'ninguém respondeu ainda',
  withPeople: 'mais {{pending}} com agentes automáticos',
  traffic: {
    title: 'Mensagens por dia',
    summary: 'Barras das mensagens recebidas e enviadas em cada dia; a tabela abaixo tem os mesmos números.',
    table: 'Mostrar como tabela',
    chart: 'Mostrar como gráfico',
    day: 'Dia',
    total: '{{inbound}} recebidas, {{outbound}} enviadas',
    none: 'Nenhuma mensagem neste período.',
  },
  numbers: {
    title: 'Números',
    all: 'Todos os números',
    none: 'Nenhum número conectado ainda.',
    connect: 'Conectar um número',
    capped: 'entre os 100 mais novos',
  },
  failures: {
    title: 'Falhas recentes',
    none: 'Nenhuma mensagem falhou neste período.',
    to: 'para {{recipient}}',
    number: 'Abrir {{name}}',
  },
};
