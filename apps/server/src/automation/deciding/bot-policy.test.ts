import { BotConfiguration, type AgentPlan } from '@recado/contracts';
import { describe, expect, it } from 'vitest';
import { BotState, decideBot } from './bot-policy.ts';

const open = new Date('2026-11-24T15:00:00Z');
const night = new Date('2026-11-25T02:00:00Z');
const start = BotState.parse({});

const configuration = BotConfiguration.parse({
  greeting: 'Olá!',
  rules: [
    { keywords: ['atendente', 'humano'], reply: 'Já chamo.', then: 'handoff', skills: ['Vendas'] },
    { keywords: ['tchau'], match: 'exact', reply: 'Até logo!', then: 'close' },
    { keywords: ['menu'], then: 'menu' },
    { keywords: ['horario'], reply: ['Das 9h', 'às 18h'] },
  ],
  menu: {
    text: 'Como podemos ajudar?',
    options: [
      {
        number: 1,
        title: 'Produtos',
        submenu: {
          text: 'Qual?',
          options: [
            { number: 1, title: 'Planos', reply: 'R$ 99.' },
            { number: 0, title: 'Voltar', then: 'menu' },
          ],
        },
      },
      { number: 2, title: 'Endereço', reply: 'Rua Augusta, 100.' },
      { number: 3, title: 'Falar com alguém', then: 'handoff', skills: ['suporte'] },
    ],
    invalidReply: 'Não entendi.',
    maxInvalid: 3,
  },
});
const firstMenu = 'Como podemos ajudar?\n\n*1* - Produtos\n*2* - Endereço\n*3* - Falar com alguém';
const products = 'Qual?\n\n*1* - Planos\n*0* - Voltar';

const said = ({ messages }: AgentPlan) => messages.map(({ content }) => content);

/** Plays turns, each with one text or several that came at once. */
function play(turns: (string | string[])[], settings = configuration) {
  let state = start;
  const decisions = turns.map((turn) => {
    const decision = decideBot(settings, state, { texts: [turn].flat(), now: open });
    state = decision.state;
    return decision;
  });
  return {
    decisions,
    last: decisions.at(-1)?.plan ?? { messages: [], then: 'stay', skills: [], why: '' },
    state,
  };
}

describe('a bot with a menu', () => {
  it.each<[name: string, turns: (string | string[])[], says: string[], then: AgentPlan['then']]>([
    ['greets once, and shows the menu', ['oi'], ['Olá!', firstMenu], 'stay'],
    ['takes an option by its number', ['oi', '2'], ['Rua Augusta, 100.'], 'stay'],
    ['takes a number with signs around it', ['oi', ' 2️⃣ '], ['Rua Augusta, 100.'], 'stay'],
    ['takes an option by its title', ['oi', 'ENDERECO'], ['Rua Augusta, 100.'], 'stay'],
    ['stays in the menu after an option', ['oi', '2', '2'], ['Rua Augusta, 100.'], 'stay'],
    ['does not take a number within a text', ['oi', 'tenho 2 filhos'], ['Não entendi.', firstMenu], 'stay'],
    ['opens a submenu', ['oi', '1'], [products], 'stay'],
    ['reads numbers by the submenu that is open', ['oi', '1', '1'], ['R$ 99.'], 'stay'],
    ['goes back to the first menu', ['oi', '1', '0'], [firstMenu], 'stay'],
    ['reads numbers by the first menu then', ['oi', '1', '0', '2'], ['Rua Augusta, 100.'], 'stay'],
    ['repeats the submenu after what is no option', ['oi', '1', '7'], ['Não entendi.', products], 'stay'],
    ['hands over by an option', ['oi', '3'], [], 'handoff'],
    ['hands over after three answers that are no option', ['oi', 'a', 'b', 'c'], [], 'handoff'],
    ['counts only answers in a row', ['oi', 'a', 'b', '2', 'c'], ['Não entendi.', firstMenu], 'stay'],
    ['takes the rule before the menu is shown', ['quero um atendente'], ['Olá!', 'Já chamo.'], 'handoff'],
    ['takes a rule in the menu', ['oi', 'o horário?'], ['Das 9h', 'às 18h'], 'stay'],
    ['shows the menu by a rule', ['oi', '1', 'menu'], [firstMenu], 'stay'],
    ['closes by a rule', ['oi', 'tchau'], ['Até logo!'], 'close'],
    [
      'answers several messages at once by what fits',
      ['oi', ['bom dia', '2']],
      ['Rua Augusta, 100.'],
      'stay',
    ],
    [
      'does not count what came before the menu',
      [['oi', 'bom dia', 'tudo bem?']],
      ['Olá!', firstMenu],
      'stay',
    ],
    ['counts several that do not fit as one', ['oi', ['a', 'b', 'c']], ['Não entendi.', firstMenu], 'stay'],
    ['takes a picture for an answer that is no option', ['oi', ''], ['Não entendi.', firstMenu], 'stay'],
  ])('%s', (_, turns, says, then) => {
    const { last } = play(turns);
    expect(said(last)).toEqual(says);
    expect(last.then).toBe(then);
  });

  it('asks for the skills of the rule and of the option', () => {
    expect(play(['atendente']).last.skills).toEqual(['vendas']);
    expect(play(['oi', '3']).last.skills).toEqual(['suporte']);
    expect(play(['oi', '2']).last.skills).toEqual([]);
  });

  it('says why', () => {
    expect(play(['oi', '1', '1', 'x', 'humano']).decisions.map(({ plan }) => plan.why)).toEqual([
      'first menu',
      'menu option 1 (Produtos)',
      'menu option 1 > 1 (Planos)',
      'no option of the menu, 1 of 3',
      'rule 1: "humano"',
    ]);
  });

  it('begins anew at the first menu after a person had the conversation, without a second greeting', () => {
    const { last, state } = play(['oi', '1', 'a', 'b', 'c', 'e agora?']);
    expect(said(last)).toEqual([firstMenu]);
    expect(state).toMatchObject({ menu: [], invalid: 0 });
  });

  it('begins anew when the submenu is no longer there', () => {
    const { state } = play(['oi', '1']);
    const without = BotConfiguration.parse({
      menu: { text: 'Novo', options: [{ number: 1, title: 'Um', reply: 'um' }] },
    });
    expect(said(decideBot(without, state, { texts: ['1'], now: open }).plan)).toEqual(['Novo\n\n*1* - Um']);
  });
});

describe('a bot without a menu', () => {
  it.each<[object, string, string[], AgentPlan['then']]>([
    [{}, 'oi', [], 'handoff'],
    [{ greeting: 'Olá!' }, 'oi', ['Olá!'], 'handoff'],
    [{ fallback: { reply: 'Não sei.', then: 'stay' } }, 'oi', ['Não sei.'], 'stay'],
    [{ rules: [{ keywords: ['oi'], reply: 'Olá' }], fallback: { then: 'close' } }, 'oi', ['Olá'], 'stay'],
    [{ rules: [{ keywords: ['oi'], reply: 'Olá' }], fallback: { then: 'close' } }, 'a', [], 'close'],
    [
      {
        rules: [
          { keywords: ['a'], reply: '1' },
          { keywords: ['a'], reply: '2' },
        ],
      },
      'a',
      ['1'],
      'stay',
    ],
  ])('%j answers "%s" with %j and %s', (settings, text, says, then) => {
    const { last } = play([text], BotConfiguration.parse(settings));
    expect(said(last)).toEqual(says);
    expect(last.then).toBe(then);
  });
});

describe('business hours', () => {
  const hours = {
    timeZone: 'America/Sao_Paulo',
    weekly: [{ days: ['tuesday'], from: '09:00', to: '18:00' }],
    closedReply: 'Fechado.',
  };
  const settings = (then: string) =>
    BotConfiguration.parse({
      greeting: 'Olá!',
      fallback: { reply: 'Diga.', then: 'stay' },
      businessHours: { ...hours, then },
    });

  it('it says once that it is closed, and greets when it is open', () => {
    let state = start;
    const at = (now: Date) => {
      const decision = decideBot(settings('stay'), state, { texts: ['oi'], now });
      state = decision.state;
      return said(decision.plan);
    };
    expect([at(night), at(night), at(open), at(night)]).toEqual([
      ['Fechado.'],
      [],
      ['Olá!', 'Diga.'],
      ['Fechado.'],
    ]);
  });

  it('it can hand over while it is closed, again and again', () => {
    const first = decideBot(settings('handoff'), start, { texts: ['oi'], now: night });
    const second = decideBot(settings('handoff'), first.state, { texts: ['oi'], now: night });
    expect([first.plan.then, second.plan.then]).toEqual(['handoff', 'handoff']);
  });
});

it.each([
  [{ rules: [{ keywords: ['a'] }] }, 'rules.0.reply'],
  [{ rules: [{ keywords: [], reply: 'a' }] }, 'rules.0.keywords'],
  [{ rules: [{ keywords: ['a'], then: 'menu' }] }, 'menu'],
  [{ rules: [{ keywords: ['a'], reply: { type: 'reaction', content: { emoji: '👍' } } }] }, 'rules.0.reply'],
  [{ menu: { text: 'a', options: [{ number: 1, title: 'b' }] } }, 'menu.options.0.reply'],
  [
    { menu: { text: 'a', options: [1, 1].map((number) => ({ number, title: 'b', reply: 'c' })) } },
    'menu.options',
  ],
  [{ greetings: 'a' }, ''],
])('the settings %j are refused at %s', (given, path) => {
  const issues = BotConfiguration.safeParse(given).error?.issues.map((issue) => issue.path.join('.'));
  expect(issues).toContain(path);
});
