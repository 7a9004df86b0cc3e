import type { AgentTestResult } from '@recado/sdk';

type Plan = NonNullable<AgentTestResult['plan']>;

/** One line of the trial: what the customer wrote, or what the agent did. */
export type TrialLine =
  | { kind: 'customer'; text: string }
  | { kind: 'agent'; messages: Plan['messages']; plan: Plan | null; result: AgentTestResult };

/** A trial as it stands. */
export interface Trial {
  lines: readonly TrialLine[];
  /** What the agent remembers, to be given back as it came. */
  state: Record<string, unknown> | undefined;
}

export const newTrial: Trial = { lines: [], state: undefined };

/** So many messages are told to the agent at most. */
const MOST_TOLD = 50;

type Told = { direction: 'inbound' | 'outbound'; text: string };

const textOf = (message: Plan['messages'][number]): string =>
  message.type === 'text' && typeof message.content === 'string' ? message.content : `[${message.type}]`;

/** A message as it is shown and told: its text, or its type when it has none. */
export const shownText = textOf;

function toldOf(line: TrialLine): Told[] {
  if (line.kind === 'customer') return [{ direction: 'inbound', text: line.text }];
  return line.messages.map((message) => ({ direction: 'outbound', text: textOf(message).slice(0, 4_096) }));
}

/** The conversation as the API wants it told. */
export const toldMessages = (lines: readonly TrialLine[]): Told[] => lines.flatMap(toldOf).slice(-MOST_TOLD);

/** The trial after the agent answered. */
export function answered({ lines }: Trial, result: AgentTestResult): Trial {
  const { plan, state } = result;
  return { lines: [...lines, { kind: 'agent', messages: plan?.messages ?? [], plan, result }], state };
}

/** How the agent ended its part; undefined while it goes on. */
export function endingOf({ lines }: Trial): 'handoff' | 'close' | 'failure' | undefined {
  const last = lines.at(-1);
  if (last?.kind !== 'agent') return undefined;
  if (last.plan === null) return 'failure';
  return last.plan.then === 'stay' ? undefined : last.plan.then;
}
