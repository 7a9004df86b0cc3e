import { Injectable } from '@nestjs/common';
import type { AgentType } from '@recado/contracts';
import { Metrics } from '../../platform/metrics/metrics.ts';

/** What became of a try: `limited` is a turn or token limit, after which a person takes over as after a failure. */
export type TurnOutcome = 'answered' | 'handoff' | 'closed' | 'dropped' | 'retried' | 'limited' | 'failed';

/** Figures of automatic agents. */
@Injectable()
export class AgentFigures {
  readonly #turns;
  readonly #decisionSeconds;
  readonly #tokens;

  constructor(metrics: Metrics) {
    this.#turns = metrics.counter({
      name: 'recado_agent_turns_total',
      help: 'Turns of automatic agents, by what followed from them',
      labelNames: ['type', 'outcome'],
    });
    this.#decisionSeconds = metrics.histogram({
      name: 'recado_agent_decision_seconds',
      help: 'Time that an automatic agent took to decide, or to fail',
      labelNames: ['type'],
      buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 10, 20, 30, 60],
    });
    this.#tokens = metrics.counter({
      name: 'recado_agent_tokens_total',
      help: 'Tokens that ai agents took, of prompts and of answers',
    });
  }

  ended(type: AgentType, outcome: TurnOutcome): void {
    this.#turns.inc({ type, outcome });
  }

  decided(type: AgentType, durationMs: number, tokens: number): void {
    this.#decisionSeconds.observe({ type }, durationMs / 1_000);
    if (tokens > 0) this.#tokens.inc(tokens);
  }
}
