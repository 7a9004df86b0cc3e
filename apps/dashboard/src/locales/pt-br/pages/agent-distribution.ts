import type { Texts } from '../../en/index.ts';

/** Of agents: who gets a conversation, and why. */
export const agentDistribution: Pick<
  Texts['agents'],
  'distribution' | 'rules' | 'dryRun' | 'chosenBy' | 'outcomes'
> = {
  distribution: {
    title: 'Quem recebe uma conversa',
    enabled: 'Distribuir conversas',
    enabledHint: 'Desligado: ficam abertas até que alguém as pegue.',
    chain: 'Regras na ordem',
    chainHint: 'As regras são consultadas da primeira à última, até que uma encontre alguém livre.',
    chainEnd: 'Quando nenhuma encontra ninguém, a conversa espera, e quem espera há mais tempo vem primeiro.',
    rule: 'Regra {{place}}',
    among: 'Regra {{place}}, entre',
    agents: { human: 'só pessoas', automatic: 'só bots e serviços' },
    skills: 'Habilidades da regra {{place}}',
    skillsOfConversation: 'As que a conversa pede',
    stepName: 'regra {{place}}, {{rule}}',
    addStep: 'Adicionar uma regra',
    more: 'Quando ninguém responde, e grupos',
    reassign: 'Passar para outro depois de, em minutos',
    reassignHint: 'Quando a pessoa não deu a primeira resposta até lá. Vazio: nunca.',
    never: 'Nunca',
    groups: 'Distribuir também conversas de grupos do WhatsApp',
  },
  rules: {
    sticky: {
      title: 'Quem já atendeu',
      hint: 'Quem atendeu o contato por último: o cliente encontra alguém que já conhece.',
    },
    least_busy: { title: 'Quem tem menos', hint: 'Mantém a carga equilibrada.' },
    round_robin: { title: 'Em rodízio', hint: 'Quem espera há mais tempo por uma nova.' },
    priority: { title: 'Por prioridade', hint: 'O menor número entre quem está livre.' },
    skills: { title: 'Por habilidades', hint: 'Quem tem as habilidades e, entre esses, menos conversas.' },
  },
  dryRun: {
    title: 'Quem receberia a próxima?',
    draft: 'Com as regras como estão aqui, salvas ou não.',
    saved: 'Com as regras como estão, para alguém que escreve pela primeira vez.',
    skills: 'Habilidades que ela pede',
    noSkills: 'Nenhuma',
    at: 'Quando chega',
    atHint: 'Para o horário de trabalho. Vazio: agora.',
    run: 'Perguntar',
    assigned: '{{name}} receberia',
    waiting: 'Ela esperaria',
    not_distributed:
      'Ela ficaria aberta para qualquer um: ninguém está ativo, ou a distribuição está desligada',
    waitingBefore: 'Esperando antes dela: {{waiting}}',
  },
  chosenBy: {
    sticky: 'atendeu este contato por último e está livre',
    least_busy: 'tem menos conversas entre quem está livre',
    round_robin: 'esperou mais por uma nova entre quem está livre',
    priority: 'vem primeiro na prioridade entre quem está livre',
    skills: 'tem as habilidades e, entre quem as tem, menos conversas',
    manual: 'foi escolhido à mão',
  },
  outcomes: {
    ranked_lower: 'está livre, e outro vem antes pela regra',
    not_last_agent: 'não atendeu este contato por último',
    lacks_skills: 'não tem as habilidades que ela pede',
    at_capacity: 'já tem quantas conversas pode ter',
    outside_hours: 'está fora do horário de trabalho',
    away: 'está ausente',
    offline: 'está offline',
    inactive: 'está desligado',
    excluded: 'passou adiante ou não respondeu a tempo',
    people_only: 'não é uma pessoa, e ela foi passada a pessoas',
  },
};
