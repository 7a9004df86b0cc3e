import type { AgentType } from '@recado/sdk';
import { IconApi, IconMessageChatbot, IconSparkles, IconUser } from '@tabler/icons-react';

/** Every type of agent, in the order in which they are offered. */
export const agentTypes = ['human', 'bot', 'http', 'ai'] as const satisfies readonly AgentType[];

export const typeIcons = {
  human: IconUser,
  bot: IconMessageChatbot,
  http: IconApi,
  ai: IconSparkles,
} as const;
