import type { Agent } from '@recado/sdk';
import type { ReactNode } from 'react';
import type { AgentDraft } from './agent-draft.ts';
import { AiForm } from './ai-form.tsx';
import { BotForm } from './bot/bot-form.tsx';
import { HttpForm } from './http-form.tsx';
import { HumanForm } from './human-form.tsx';

export interface TypeFormProps {
  draft: AgentDraft;
  agent: Agent | undefined;
  onChange: (draft: AgentDraft) => void;
}

/** The settings of the agent's type. */
export function TypeForm({ draft, agent, onChange }: TypeFormProps): ReactNode {
  switch (draft.type) {
    case 'human':
      return (
        <HumanForm
          human={draft.configuration}
          onChange={(configuration) => onChange({ ...draft, configuration })}
        />
      );
    case 'bot':
      return (
        <BotForm
          bot={draft.configuration}
          onChange={(configuration) => onChange({ ...draft, configuration })}
        />
      );
    case 'http':
      return (
        <HttpForm
          http={draft.configuration}
          hasSecret={agent?.hasSecret ?? false}
          onChange={(configuration) => onChange({ ...draft, configuration })}
        />
      );
    case 'ai':
      return (
        <AiForm
          ai={draft.configuration}
          hasApiKey={agent?.hasApiKey ?? false}
          onChange={(configuration) => onChange({ ...draft, configuration })}
        />
      );
  }
}
