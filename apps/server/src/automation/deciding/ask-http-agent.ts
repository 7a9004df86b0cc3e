import { Injectable } from '@nestjs/common';
import {
  AgentTurnAnswer,
  EventId,
  type AgentPlan,
  type AgentTurnRequest,
  type HttpConfiguration,
} from '@recado/contracts';
import { Clock } from '../../platform/clock.ts';
import { signatureHeaders, toStandardSecret } from '../../webhooks/index.ts';
import { CallService } from './call-service.ts';
import { failed, type DecisionOutcome, type TurnContext } from './decision.ts';

const MOST_ISSUES = 5;

/** Asks the tenant's own service what to answer: a POST that is signed as webhooks are (Standard Webhooks 1.0). */
@Injectable()
export class AskHttpAgent {
  constructor(
    private readonly callService: CallService,
    private readonly clock: Clock,
  ) {}

  async execute(configuration: HttpConfiguration, context: TurnContext): Promise<DecisionOutcome> {
    const { url, headers = {}, timeoutSeconds } = configuration;
    const body = JSON.stringify(turnRequest(context));
    const { signal } = context;
    const answer = await this.callService.execute({
      url,
      headers: { ...headers, ...this.#signature(context, body) },
      body,
      timeoutSeconds,
      signal,
    });
    return 'failure' in answer ? answer : answerDecision(answer.text);
  }

  #signature({ agent, turnId }: TurnContext, body: string): Record<string, string> {
    const { secret } = agent.secrets;
    if (secret === undefined) return {};
    const timestampSeconds = Math.floor(this.clock.now().getTime() / 1_000);
    return signatureHeaders(toStandardSecret(secret), {
      // The turn stands where webhooks have their event.
      eventId: EventId.parse(turnId),
      timestampSeconds,
      body,
    });
  }
}

function turnRequest({
  turnId,
  agent,
  conversation,
  contact,
  messages,
  newMessages,
}: TurnContext): AgentTurnRequest {
  return {
    turnId,
    agent: { id: agent.id, name: agent.name, type: agent.type },
    conversation,
    contact,
    messages: messages.map((message) => ({ ...message, at: message.at.toISOString() })),
    newMessages,
  };
}

/** The decision in an answer; an empty one says nothing and stays. */
function answerDecision(text: string): DecisionOutcome {
  const answer = AgentTurnAnswer.safeParse(text.trim() === '' ? {} : json(text));
  if (!answer.success) {
    const issues = answer.error.issues.slice(0, MOST_ISSUES);
    const detail = issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');
    return failed('bad_answer', detail);
  }
  return { decision: { plan: planOf(answer.data), state: {}, usage: null } };
}

function planOf({ messages, handoff, close }: AgentTurnAnswer): AgentPlan {
  const why = 'the service answered';
  if (handoff !== undefined) return { messages, then: 'handoff', skills: handoff.skills, why };
  return { messages, then: close === true ? 'close' : 'stay', skills: [], why };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
