import { z } from 'zod';
import { OutboundContent } from './message-content.ts';
import { messageLimits } from './message-limits.ts';
import { WorkingHours } from './working-hours.ts';

const MOST_REPLIES = 5;

/** What names another message cannot be written down beforehand. */
const aboutAnotherMessage: ReadonlySet<string> = new Set(['reaction', 'edit', 'delete']);

const OneReply = z.union([
  z.string().min(1).max(messageLimits.text),
  OutboundContent.refine(({ type }) => !aboutAnotherMessage.has(type), {
    message: 'A reply that is written down beforehand cannot react to, edit or delete a message',
  }),
]);

/** What an automatic agent says: a text, any message that stands alone, or several in their order. */
export const AgentReply = z.union([OneReply, z.array(OneReply).min(1).max(MOST_REPLIES)]).meta({
  id: 'AgentReply',
  description: 'A text, a message of any type that stands alone, or up to 5 of them in their order.',
  example: 'Abrimos de segunda a sexta, das 9h às 18h.',
});
export type AgentReply = z.infer<typeof AgentReply>;

const skills = z
  .array(z.string().trim().toLowerCase().min(1).max(64))
  .max(20)
  .optional()
  .describe('For a handoff: what the person who takes over must be able to do');

/** What follows a reply: go on, hand the conversation to a person, or close it. */
export const AgentThen = z.enum(['stay', 'handoff', 'close']).meta({
  id: 'AgentThen',
  description: 'stay: wait for what comes next; handoff: give the conversation to a person; close: end it.',
});
export type AgentThen = z.infer<typeof AgentThen>;

const BotThen = z.enum(['stay', 'menu', 'handoff', 'close']).meta({
  id: 'BotThen',
  description: 'As AgentThen, or menu: show the first menu.',
});

interface Saying {
  reply?: unknown;
  then: string;
}
const says = ({ reply, then }: Saying): boolean => reply !== undefined || then !== 'stay';
const saysMessage = { message: 'Give a `reply`, or a `then` other than stay', path: ['reply'] };

/** A reply to what has one of the keywords. Upper case, accents, and spaces at the ends make no difference. */
export const BotRule = z
  .strictObject({
    keywords: z.array(z.string().trim().min(1).max(100)).min(1).max(50),
    match: z
      .enum(['exact', 'contains', 'starts_with'])
      .default('contains')
      .describe('exact: the whole text; contains, starts_with: as whole words'),
    reply: AgentReply.optional(),
    then: BotThen.default('stay'),
    skills,
  })
  .refine(says, saysMessage)
  .meta({
    id: 'BotRule',
    example: { keywords: ['horário', 'aberto'], match: 'contains', reply: 'Abrimos às 9h.', then: 'stay' },
  });
export type BotRule = z.infer<typeof BotRule>;

const optionFields = {
  number: z.int().min(0).max(99).describe('What the customer types to choose it; the title does too'),
  title: z.string().trim().min(1).max(100),
  reply: AgentReply.optional(),
  then: BotThen.default('stay'),
  skills,
};

interface Leading extends Saying {
  submenu?: unknown;
}
const leads = (option: Leading): boolean => option.submenu !== undefined || says(option);
const leadsMessage = { message: 'Give a `reply`, a `submenu`, or a `then` other than stay', path: ['reply'] };
const staysForSubmenu = ({ submenu, then }: Leading): boolean => submenu === undefined || then === 'stay';
const staysMessage = { message: 'An option with a submenu stays', path: ['then'] };

const menuText = z.string().min(1).max(1_900).describe('Above the lines of the options, which are added');
const numbersDiffer = (options: { number: number }[]): boolean =>
  new Set(options.map(({ number }) => number)).size === options.length;
const numbersMessage = { message: 'Numbers of options must differ' };
const menuOf = <T extends z.ZodType<{ number: number }>>(option: T) => ({
  text: menuText,
  options: z.array(option).min(1).max(20).refine(numbersDiffer, numbersMessage),
});

// Three levels: nobody follows a telephone farther down, and a schema without recursion is one that every tool reads.
const ThirdOption = z.strictObject(optionFields).refine(says, saysMessage);
const SecondOption = z
  .strictObject({ ...optionFields, submenu: z.strictObject(menuOf(ThirdOption)).optional() })
  .refine(leads, leadsMessage)
  .refine(staysForSubmenu, staysMessage);

/** One line of a menu: it says something, leads to another menu (of at most three levels), or ends the bot's part. */
export const BotOption = z
  .strictObject({ ...optionFields, submenu: z.strictObject(menuOf(SecondOption)).optional() })
  .refine(leads, leadsMessage)
  .refine(staysForSubmenu, staysMessage)
  .meta({ id: 'BotOption', example: { number: 1, title: 'Vendas', then: 'handoff', skills: ['vendas'] } });

/** The first menu; what holds for all menus stands here. */
export const BotMenu = z
  .strictObject({
    ...menuOf(BotOption),
    invalidReply: AgentReply.default('Não entendi. Responda com o número de uma das opções.').describe(
      'Before the menu is shown again',
    ),
    maxInvalid: z
      .int()
      .min(1)
      .max(10)
      .default(3)
      .describe('So many answers in a row that are no option hand over to a person'),
  })
  .meta({
    id: 'BotMenu',
    example: {
      text: 'Como podemos ajudar?',
      options: [
        { number: 1, title: 'Vendas', then: 'handoff', skills: ['vendas'] },
        { number: 2, title: 'Endereço', reply: 'Rua Augusta, 100, São Paulo.' },
      ],
      invalidReply: 'Não entendi. Responda com o número de uma das opções.',
      maxInvalid: 3,
    },
  });
export type BotMenu = z.infer<typeof BotMenu>;

const capacity = z
  .int()
  .min(1)
  .max(100_000)
  .optional()
  .describe('Conversations at once; without it as many as come');

const BotHours = WorkingHours.extend({
  closedReply: AgentReply.optional().describe('Said once while it is closed'),
  then: AgentThen.default('stay'),
  skills,
}).meta({
  id: 'BotHours',
  example: {
    timeZone: 'America/Sao_Paulo',
    weekly: [{ days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], from: '09:00', to: '18:00' }],
    holidays: [],
    closedReply: 'Agora estamos fechados; respondemos a partir das 9h.',
    then: 'stay',
  },
});

/**
 * The settings of a `bot`. Outside business hours it says so. Otherwise it greets, once; then the option chosen from the menu, the
 * first rule that fits, the menu, or the fallback answers.
 */
export const BotConfiguration = z
  .strictObject({
    greeting: AgentReply.optional().describe('Said once, before its first answer'),
    rules: z.array(BotRule).max(100).default([]).describe('The first that fits answers'),
    menu: BotMenu.optional(),
    businessHours: BotHours.optional(),
    fallback: z
      .strictObject({ reply: AgentReply.optional(), then: AgentThen.default('handoff'), skills })
      .prefault({})
      .describe('When nothing fits and there is no menu'),
    capacity,
  })
  .refine(({ menu, rules }) => menu !== undefined || rules.every(({ then }) => then !== 'menu'), {
    message: 'A rule leads to the menu, and there is none',
    path: ['menu'],
  })
  .meta({
    id: 'BotConfiguration',
    example: {
      greeting: 'Olá! Aqui é o assistente da Vendas.',
      rules: [
        { keywords: ['atendente', 'humano'], match: 'contains', reply: 'Já chamo alguém.', then: 'handoff' },
      ],
      menu: {
        text: 'Como podemos ajudar?',
        options: [
          { number: 1, title: 'Vendas', then: 'handoff', skills: ['vendas'] },
          { number: 2, title: 'Endereço', reply: 'Rua Augusta, 100, São Paulo.' },
        ],
      },
      fallback: { then: 'handoff' },
    },
  });
export type BotConfiguration = z.infer<typeof BotConfiguration>;

const onFailure = z
  .strictObject({
    reply: AgentReply.optional().describe('Said before a person takes over'),
    skills,
  })
  .prefault({})
  .describe('When the service fails, times out or reaches a limit, a person takes over');

const HttpAddress = z.url({ protocol: /^https?$/ }).max(500);

/** Set by Recado or by the protocol, or a secret, for which a signature stands. */
const REFUSED_HEADER =
  /^(?:host|connection|content-.*|transfer-encoding|upgrade|te|trailer|expect|keep-alive|proxy-.*|user-agent|webhook-.*|authorization|cookie)$/i;

const headers = z
  .record(
    z
      .string()
      .regex(/^[!#$%&'*+.^_`|~\dA-Za-z-]{1,100}$/, 'must be the name of a header')
      .refine((name) => !REFUSED_HEADER.test(name), { message: 'This header cannot be set' }),
    z.string().regex(/^[\x20-\x7e]{0,500}$/, 'must be at most 500 visible ASCII characters'),
  )
  .refine((given) => Object.keys(given).length <= 20, { message: 'At most 20 headers' })
  .optional()
  .describe('Sent along; whoever may read agents sees them, so they are no place for secrets');

const historyMessages = (most: number, usual: number) =>
  z.int().min(0).max(most).default(usual).describe('Earlier messages that are sent along');

/** The settings of an `http` agent: each turn is posted to `url`, signed as webhooks are, and its answer is sent. */
export const HttpConfiguration = z
  .strictObject({
    url: HttpAddress.describe('Public http or https address that takes the POST'),
    secret: z
      .string()
      .min(16)
      .max(128)
      .optional()
      .describe(
        'Key of the signatures, write only: `whsec_…`, or any text. Generated when absent at first, kept later',
      ),
    timeoutSeconds: z.int().min(1).max(30).default(10).describe('For the whole exchange'),
    headers,
    historyMessages: historyMessages(50, 10),
    onFailure,
    capacity,
  })
  .meta({
    id: 'HttpConfiguration',
    example: {
      url: 'https://example.com/agent',
      timeoutSeconds: 10,
      historyMessages: 10,
      onFailure: { reply: 'Um momento, vou chamar alguém.' },
    },
  });
export type HttpConfiguration = z.infer<typeof HttpConfiguration>;

/** The settings of an `ai` agent: any service that speaks OpenAI's chat completions. */
export const AiConfiguration = z
  .strictObject({
    baseUrl: HttpAddress.describe('What `/chat/completions` is added to, such as https://api.openai.com/v1'),
    apiKey: z
      .string()
      .regex(/^[\x21-\x7e]{1,500}$/, 'must be at most 500 visible ASCII characters')
      .optional()
      .describe('Sent as a bearer token; write only. Kept when absent'),
    model: z.string().trim().min(1).max(200),
    instructions: z.string().min(1).max(16_000).describe('The system message'),
    temperature: z.number().min(0).max(2).optional(),
    maxTurns: z
      .int()
      .min(1)
      .max(200)
      .default(20)
      .describe('Answers in one conversation until it is closed; then a person takes over'),
    maxTokens: z
      .int()
      .min(100)
      .max(10_000_000)
      .default(100_000)
      .describe('Tokens, of prompts and of answers, in one conversation until it is closed'),
    historyMessages: historyMessages(100, 20),
    timeoutSeconds: z.int().min(1).max(60).default(30).describe('For the whole exchange'),
    tools: z
      .strictObject({
        handoff: z.boolean().default(true).describe('The model may hand over to a person'),
        close: z.boolean().default(false).describe('The model may close the conversation'),
      })
      .prefault({}),
    onFailure,
    capacity,
  })
  .meta({
    id: 'AiConfiguration',
    example: {
      baseUrl: 'https://api.openai.com/v1',
      model: 'gpt-4.1-mini',
      instructions: 'Você atende os clientes da Jaspers Market. Responda em poucas linhas.',
      maxTurns: 20,
      maxTokens: 100000,
      historyMessages: 20,
      timeoutSeconds: 30,
      tools: { handoff: true, close: false },
      onFailure: { reply: 'Um momento, vou chamar alguém.' },
    },
  });
export type AiConfiguration = z.infer<typeof AiConfiguration>;
