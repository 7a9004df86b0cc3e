import {
  AiConfiguration,
  BotConfiguration,
  CreateAgent,
  HttpConfiguration,
  HumanConfiguration,
  UpdateAgent,
  type AgentType,
} from '@recado/contracts';
import type { Agent } from '@recado/sdk';
import type { BotDraft, Reply } from './bot/bot-draft.ts';
import { faultsOf, type Fault } from './faults-policy.ts';
import type { HoursDraft } from './hours/hours-policy.ts';

/** The settings of a bot as the API takes them. */
export type BotBody = BotConfiguration;

/** A number while it is typed; empty is a text. */
export type Typed = number | string;

export interface HumanDraft {
  userId: string | null;
  capacity: Typed;
  skills: string[];
  workingHours?: HoursDraft | undefined;
}

export interface OnFailureDraft {
  reply?: Reply | undefined;
  skills?: string[] | undefined;
}

interface ServiceDraft {
  timeoutSeconds: Typed;
  historyMessages: Typed;
  onFailure: OnFailureDraft;
  capacity?: Typed | undefined;
}

export interface HttpDraft extends ServiceDraft {
  url: string;
  secret?: string | undefined;
  headers?: Record<string, string> | undefined;
}

export interface AiDraft extends ServiceDraft {
  baseUrl: string;
  apiKey?: string | undefined;
  model: string;
  instructions: string;
  temperature?: Typed | undefined;
  maxTurns: Typed;
  maxTokens: Typed;
  tools: { handoff: boolean; close: boolean };
}

interface Fields {
  name: string;
  priority: Typed;
  isActive: boolean;
}

/** An agent while it is edited; what is not finished yet may stand in it. */
export type AgentDraft = Fields &
  (
    | { type: 'human'; configuration: HumanDraft }
    | { type: 'bot'; configuration: BotDraft }
    | { type: 'http'; configuration: HttpDraft }
    | { type: 'ai'; configuration: AiDraft }
  );

/** A new agent, with what is usual. */
export function emptyDraft(type: AgentType): AgentDraft {
  const fields = { name: '', priority: 0, isActive: true };
  const service = { historyMessages: 10, onFailure: {} };
  switch (type) {
    case 'human':
      return { ...fields, type, configuration: HumanConfiguration.parse({}) };
    case 'bot':
      return { ...fields, type, configuration: BotConfiguration.parse({}) };
    case 'http':
      return { ...fields, type, configuration: { ...service, url: '', timeoutSeconds: 10 } };
    case 'ai':
      return {
        ...fields,
        type,
        configuration: {
          ...service,
          baseUrl: 'https://api.openai.com/v1',
          model: '',
          instructions: '',
          maxTurns: 20,
          maxTokens: 100_000,
          historyMessages: 20,
          timeoutSeconds: 30,
          tools: { handoff: true, close: false },
        },
      };
  }
}

/** An agent as it is saved. */
export function draftOf({ name, priority, isActive, type, configuration }: Agent): AgentDraft {
  const fields = { name, priority, isActive };
  switch (type) {
    case 'human':
      return { ...fields, type, configuration: HumanConfiguration.parse(configuration) };
    case 'bot':
      return { ...fields, type, configuration: BotConfiguration.parse(configuration) };
    case 'http':
      return { ...fields, type, configuration: HttpConfiguration.parse(configuration) };
    case 'ai':
      return { ...fields, type, configuration: AiConfiguration.parse(configuration) };
  }
}

export type Checked<Body> =
  | { body: Body; faults: ReadonlyMap<string, Fault> }
  | { body: undefined; faults: ReadonlyMap<string, Fault> };

const none: ReadonlyMap<string, Fault> = new Map();

interface Read {
  /** Undefined while the text is no settings of the type. */
  draft: AgentDraft | undefined;
  isJson: boolean;
  faults: [string, Fault][];
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The draft with the settings that a text in JSON gives. */
export function draftOfJson(draft: AgentDraft, text: string): Read {
  const json = parsed(text);
  if (json === undefined) return { draft: undefined, isJson: false, faults: [] };
  const given = { ...draft, configuration: json.value };
  const { data, error } = UpdateAgent.safeParse(given);
  if (data === undefined)
    return { draft: undefined, isJson: true, faults: [...faultsOf(error.issues, given)] };
  return { draft: { ...data, isActive: draft.isActive }, isJson: true, faults: [] };
}

/** What is typed as the body of `PUT /agents/:id`, or what is wrong with it, by the paths of its fields. */
export function checkChange(draft: AgentDraft): Checked<UpdateAgent> {
  const { data, error } = UpdateAgent.safeParse(draft);
  return data === undefined
    ? { body: undefined, faults: faultsOf(error.issues, draft) }
    : { body: data, faults: none };
}

/** The same for `POST /agents`. */
export function checkNew(
  { isActive: _isActive, ...draft }: AgentDraft,
  instanceId: string,
): Checked<CreateAgent> {
  const { data, error } = CreateAgent.safeParse({ ...draft, instanceId });
  return data === undefined
    ? { body: undefined, faults: faultsOf(error.issues, draft) }
    : { body: data, faults: none };
}
