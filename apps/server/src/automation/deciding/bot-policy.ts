import {
  isWorkingTime,
  type AgentPlan,
  type AgentReply,
  type AgentThen,
  type BotConfiguration,
  type BotMenu,
  type OutboundContent,
} from '@recado/contracts';
import { z } from 'zod';
import { keywordIn, wordsOf } from './keyword-policy.ts';
import { messagesOf } from './reply-policy.ts';

/** What a bot remembers of a conversation between its turns. */
export const BotState = z.object({
  isGreeted: z.boolean().default(false),
  /** It said that it is closed, and has not been open since. */
  isClosedTold: z.boolean().default(false),
  /** The menu that was shown last, by the numbers that led to it: `[]` is the first one, null none. */
  menu: z.array(z.int()).nullable().default(null),
  /** Answers in a row that were no option. */
  invalid: z.int().default(0),
});
export type BotState = z.infer<typeof BotState>;

export interface BotInput {
  /** What the customer wrote since the last turn, in its order. */
  texts: string[];
  now: Date;
}

export interface BotDecision {
  plan: AgentPlan;
  state: BotState;
}

/** A menu of any level. */
interface Menu {
  text: string;
  options: Option[];
}

interface Option {
  number: number;
  title: string;
  reply?: AgentReply | undefined;
  then: BotThen;
  skills?: string[] | undefined;
  submenu?: Menu | undefined;
}

type BotThen = AgentThen | 'menu';

/** An answer before the greeting is put ahead of it. */
interface Answer {
  messages: OutboundContent[];
  then: AgentThen;
  skills?: string[] | undefined;
  why: string;
  /** Where the conversation stands in the menus from now on. */
  menu: BotState['menu'];
  invalid?: number;
}

/** Decides what a bot does about what a customer wrote. */
export function decideBot(
  configuration: BotConfiguration,
  before: BotState,
  { texts, now }: BotInput,
): BotDecision {
  const { businessHours, greeting } = configuration;
  if (businessHours !== undefined && !isWorkingTime(businessHours, now))
    return closedDecision(businessHours, before);
  const { messages, then, skills = [], why, menu, invalid = 0 } = answerTo(configuration, before, texts);
  const greetings = before.isGreeted ? [] : messagesOf(greeting);
  return {
    plan: { messages: [...greetings, ...messages], then, skills, why },
    // Whoever comes back from a person begins anew at the first menu.
    state: {
      isGreeted: true,
      isClosedTold: false,
      ...(then === 'stay' ? { menu, invalid } : { menu: null, invalid: 0 }),
    },
  };
}

function closedDecision(
  { closedReply, then, skills = [] }: NonNullable<BotConfiguration['businessHours']>,
  before: BotState,
): BotDecision {
  const isTold = before.isClosedTold;
  return {
    plan: {
      messages: isTold ? [] : messagesOf(closedReply),
      then,
      skills,
      why: isTold ? 'outside business hours, which it has said' : 'outside business hours',
    },
    state: { ...before, isClosedTold: true, menu: null, invalid: 0 },
  };
}

/** An option of the menu that was shown, a rule, the menu, or the fallback; in this order. */
function answerTo(configuration: BotConfiguration, before: BotState, texts: string[]): Answer {
  const { menu, fallback } = configuration;
  const shown = menu === undefined || before.menu === null ? undefined : menuAt(menu, before.menu);
  const answer = chosenAnswer(menu, shown, texts) ?? ruleAnswer(configuration, shown, texts);
  if (answer !== undefined) return answer;
  if (menu === undefined)
    return {
      messages: messagesOf(fallback.reply),
      then: fallback.then,
      skills: fallback.skills,
      why: 'nothing fits',
      menu: null,
    };
  return shown === undefined ? firstMenu(menu, [], 'first menu') : invalidAnswer(menu, shown, before.invalid);
}

interface ShownMenu {
  menu: Menu;
  path: number[];
}

/** The menu that the numbers lead to; after a change of the configuration that may be none, and it begins anew. */
function menuAt(first: Menu, path: number[]): ShownMenu | undefined {
  let menu: Menu | undefined = first;
  for (const number of path) menu = menu?.options.find((option) => option.number === number)?.submenu;
  return menu === undefined ? undefined : { menu, path };
}

/** A number by itself, also with signs around it, or the title. */
const chooses = ({ number, title }: Option, text: string): boolean => {
  const words = wordsOf(text);
  return words === wordsOf(title) || (/^\d{1,2}$/.test(words) && Number(words) === number);
};

function chosenAnswer(
  first: BotMenu | undefined,
  shown: ShownMenu | undefined,
  texts: string[],
): Answer | undefined {
  if (first === undefined || shown === undefined) return undefined;
  const { menu, path } = shown;
  const option = texts
    .map((text) => menu.options.find((candidate) => chooses(candidate, text)))
    .find((found) => found !== undefined);
  if (option === undefined) return undefined;
  const way = [...path, option.number];
  const why = `menu option ${way.join(' > ')} (${option.title})`;
  const said = messagesOf(option.reply);
  if (option.submenu !== undefined)
    return { messages: [...said, menuMessage(option.submenu)], then: 'stay', why, menu: way };
  if (option.then === 'menu') return firstMenu(first, said, why);
  return { messages: said, then: option.then, skills: option.skills, why, menu: path };
}

function ruleAnswer(
  { rules, menu }: BotConfiguration,
  shown: ShownMenu | undefined,
  texts: string[],
): Answer | undefined {
  for (const [place, rule] of rules.entries()) {
    const keyword = texts.map((text) => keywordIn(rule, text)).find((found) => found !== undefined);
    if (keyword === undefined) continue;
    const why = `rule ${String(place + 1)}: "${keyword}"`;
    const said = messagesOf(rule.reply);
    if (rule.then !== 'menu')
      return { messages: said, then: rule.then, skills: rule.skills, why, menu: shown?.path ?? null };
    if (menu !== undefined) return firstMenu(menu, said, why);
  }
  return undefined;
}

function invalidAnswer(first: BotMenu, shown: ShownMenu, invalidBefore: number): Answer {
  const invalid = invalidBefore + 1;
  const why = `no option of the menu, ${String(invalid)} of ${String(first.maxInvalid)}`;
  if (invalid >= first.maxInvalid) return { messages: [], then: 'handoff', why, menu: null };
  return {
    messages: [...messagesOf(first.invalidReply), menuMessage(shown.menu)],
    then: 'stay',
    why,
    menu: shown.path,
    invalid,
  };
}

const firstMenu = (menu: Menu, said: OutboundContent[], why: string): Answer => ({
  messages: [...said, menuMessage(menu)],
  then: 'stay',
  why,
  menu: [],
});

const menuMessage = ({ text, options }: Menu): OutboundContent => ({
  type: 'text',
  content: [text, '', ...options.map(({ number, title }) => `*${String(number)}* - ${title}`)].join('\n'),
});
