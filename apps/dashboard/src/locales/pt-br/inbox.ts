import type { Texts } from '../en/index.ts';

export const inbox: Texts['inbox'] = {
  title: 'Conversas',
  group: 'Grupo',
  nameless: 'Sem nome',
  nothingOpen: {
    title: 'Nenhuma conversa aberta',
    body: 'Escolha uma na lista. J e K percorrem a lista, Enter abre.',
  },
  status: { open: 'Abertas', waiting: 'Na fila', pending: 'Com robôs', closed: 'Fechadas' },
  assignee: { all: 'De todos', mine: 'Minhas', unassigned: 'Sem responsável' },
  order: { newest: 'Mais recentes primeiro', longest_waiting: 'Maior espera primeiro' },
  filters: {
    text: 'Buscar nomes, números, mensagens',
    status: 'Situação',
    assignee: 'Responsável',
    more: 'Mais filtros',
    moreSet: 'Mais filtros, {{count}} em uso',
    label: 'Etiqueta',
    labelHint: 'A etiqueta inteira',
    order: 'Ordem',
  },
  list: {
    label: 'Conversas',
    heading: { conversations: 'Conversas', messages: 'Nas mensagens' },
    web: 'Número vinculado por QR code',
    unread: '{{count}} não lidas',
    waits: 'espera há {{time}}',
    closing: 'fecha em {{hours}} h',
    noMessage: 'Nenhuma mensagem ainda',
    us: 'Você:',
  },
  empty: {
    open: { title: 'Nada em aberto', body: 'Quando alguém escrever, a conversa aparece aqui.' },
    waiting: { title: 'Ninguém na fila', body: 'Conversas sem agente livre esperam aqui.' },
    pending: { title: 'Nada com robôs', body: 'Conversas com um agente automático ficam aqui.' },
    closed: {
      title: 'Nada fechado',
      body: 'Conversas fechadas abrem de novo quando o cliente escreve.',
    },
    filtered: {
      title: 'Nada encontrado',
      body: 'Nenhuma conversa é o que você procura.',
      clear: 'Limpar filtros',
    },
    noAgent: {
      title: 'Você ainda não é agente',
      body: 'Conversas são suas quando alguém faz de você agente de um número.',
    },
  },
  new: {
    title: 'Nova conversa',
    recipient: 'Número de telefone',
    recipientHint: 'Com o código do país. Nada é enviado ainda.',
    from: 'De',
    start: 'Abrir a conversa',
  },
  news: {
    label: 'Avisos de novas mensagens',
    switchOn: 'Avisar sobre novas mensagens',
    switchOff: 'Parar de avisar',
    on: 'Você é avisado enquanto esta aba está em segundo plano.',
    soundOnly: 'O navegador não permite avisos aqui, então só um som avisa você.',
  },
  keys: {
    next: 'Próxima conversa',
    previous: 'Conversa anterior',
    open: 'Abrir a conversa',
    search: 'Buscar conversas',
  },
};
