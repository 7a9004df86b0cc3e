export { AgentSecrets, type SecretsOfAgent } from './agent-secrets.ts';
export { AgentsModule } from './agents.module.ts';
