import { Injectable } from '@nestjs/common';
import type { AiConfiguration } from '@recado/contracts';
import { CallService } from './call-service.ts';
import { chatRequest, completionDecision } from './chat-completion-policy.ts';
import { failed, type DecisionOutcome, type TurnContext } from './decision.ts';

/** Asks a language model what to answer, within the limits of the conversation. */
@Injectable()
export class AskAiAgent {
  constructor(private readonly callService: CallService) {}

  async execute(
    configuration: AiConfiguration,
    { agent, messages, memory, signal }: TurnContext,
  ): Promise<DecisionOutcome> {
    const { maxTurns, maxTokens, baseUrl, timeoutSeconds } = configuration;
    if (memory.turns >= maxTurns)
      return failed('turn_limit', `It has answered ${String(memory.turns)} times in this conversation`);
    if (memory.tokens >= maxTokens)
      return failed('token_limit', `This conversation took ${String(memory.tokens)} tokens`);
    const body = JSON.stringify(chatRequest(configuration, messages));
    const { apiKey } = agent.secrets;
    const answer = await this.callService.execute({
      url: `${baseUrl.replace(/\/+$/, '')}/chat/completions`,
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      body,
      timeoutSeconds,
      signal,
    });
    return 'failure' in answer ? answer : completionDecision(answer.text, body, configuration);
  }
}
