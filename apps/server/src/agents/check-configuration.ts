import { Injectable } from '@nestjs/common';
import type { AgentId, CreateAgent, TenantId, UpdateAgent } from '@recado/contracts';
import type { Tx } from '../platform/database/database.ts';
import { notFound } from '../platform/http/app-error.ts';
import { Egress } from '../platform/security/egress.ts';
import { AgentSecrets, withoutSecrets, type SecretsOfAgent } from './agent-secrets.ts';
import { AgentsRepository, type AgentFields, type AgentRow } from './agents.repository.ts';

type Request = CreateAgent | UpdateAgent;

/** What of a request is kept, and where. */
export interface CheckedAgent {
  fields: AgentFields;
  secrets: SecretsOfAgent;
  /** The key that was made because none was given. */
  madeSecret: string | undefined;
}

/** Checks what a configuration refers to, and parts it into what is shown, the user, and the secrets. */
@Injectable()
export class CheckConfiguration {
  constructor(
    private readonly repository: AgentsRepository,
    private readonly secrets: AgentSecrets,
    private readonly egress: Egress,
  ) {}

  /** Asks the address guard; call it before the transaction. @throws AppError address_not_allowed */
  async assertAddress({ type, configuration }: Request): Promise<void> {
    if (type === 'http') await this.egress.assertAllowed(configuration.url);
    if (type === 'ai') await this.egress.assertAllowed(configuration.baseUrl);
  }

  /**
   * @param before the agent that is replaced
   * @throws AppError not_found (the user)
   */
  async execute(
    tenantId: TenantId,
    tx: Tx,
    id: AgentId,
    { request, before }: { request: Request; before?: AgentRow },
  ): Promise<CheckedAgent> {
    const { name, type, priority } = request;
    const { userId, shown } = withoutUser(request);
    if (userId !== null && !(await this.repository.hasUser(tenantId, tx, userId))) throw notFound('The user');
    const known = before === undefined ? {} : this.secrets.open(tenantId, id, before.secrets);
    const { configuration, secrets, made } = withoutSecrets(type, shown, known);
    const sealedSecrets = this.secrets.seal(tenantId, id, secrets) ?? null;
    return {
      fields: { name, type, configuration, priority, userId, sealedSecrets },
      secrets,
      madeSecret: made,
    };
  }
}

function withoutUser(request: Request) {
  if (request.type !== 'human') return { userId: null, shown: request.configuration };
  const { userId, ...shown } = request.configuration;
  return { userId, shown };
}
