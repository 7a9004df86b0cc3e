import { Injectable } from '@nestjs/common';
import { AiConfiguration, BotConfiguration, HttpConfiguration } from '@recado/contracts';
import { AskAiAgent } from './ask-ai-agent.ts';
import { AskHttpAgent } from './ask-http-agent.ts';
import { BotState, decideBot } from './bot-policy.ts';
import { failed, type DecisionOutcome, type TurnContext } from './decision.ts';
import { textOf } from './message-text-policy.ts';

/** Asks an automatic agent of any type what to do. */
@Injectable()
export class DecideTurn {
  constructor(
    private readonly askHttpAgent: AskHttpAgent,
    private readonly askAiAgent: AskAiAgent,
  ) {}

  async execute(context: TurnContext): Promise<DecisionOutcome> {
    const { type, configuration } = context.agent;
    switch (type) {
      case 'bot': {
        const settings = BotConfiguration.safeParse(configuration);
        return settings.success ? botDecision(settings.data, context) : unusable(type);
      }
      case 'http': {
        const settings = HttpConfiguration.safeParse(configuration);
        return settings.success ? this.askHttpAgent.execute(settings.data, context) : unusable(type);
      }
      case 'ai': {
        const settings = AiConfiguration.safeParse(configuration);
        return settings.success ? this.askAiAgent.execute(settings.data, context) : unusable(type);
      }
      case 'human':
        return failed('not_automatic', 'The agent is a person');
    }
  }
}

/** Settings are checked when they are saved; these are older than what they are checked against. */
const unusable = (type: string) =>
  failed('configuration_invalid', `The settings are not those of an agent of type ${type}; save them again`);

function botDecision(settings: BotConfiguration, context: TurnContext): DecisionOutcome {
  const { messages, newMessages, memory, now } = context;
  const texts = messages.slice(messages.length - newMessages).map(({ message }) => textOf(message));
  const state = BotState.catch(BotState.parse({})).parse(memory.state);
  return { decision: { ...decideBot(settings, state, { texts, now }), usage: null } };
}
