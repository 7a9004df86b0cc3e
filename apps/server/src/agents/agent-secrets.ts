import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AgentId, AgentType, TenantId } from '@recado/contracts';
import { z } from 'zod';
import { SecretBox, type SecretPlace } from '../platform/security/secret-box.ts';

/** What of an agent's configuration nobody may read. */
const SecretsOfAgent = z.object({ secret: z.string().optional(), apiKey: z.string().optional() });
export type SecretsOfAgent = z.infer<typeof SecretsOfAgent>;

const secretFields: Readonly<Record<AgentType, readonly (keyof SecretsOfAgent)[]>> = {
  human: [],
  bot: [],
  http: ['secret'],
  ai: ['apiKey'],
};

const SECRET_BYTES = 32;

const place = (tenantId: TenantId, id: AgentId): SecretPlace => ({
  tenantId,
  table: 'agents',
  column: 'secrets',
  rowId: id,
});

/** Keeps the secrets of agents apart from the rest of their configuration, sealed. */
@Injectable()
export class AgentSecrets {
  constructor(private readonly box: SecretBox) {}

  /** @returns undefined for an agent without secrets */
  seal(tenantId: TenantId, id: AgentId, secrets: SecretsOfAgent): Buffer | undefined {
    if (secrets.secret === undefined && secrets.apiKey === undefined) return undefined;
    return this.box.seal(JSON.stringify(secrets), place(tenantId, id));
  }

  /** @param sealed `agents.secrets` of this row */
  open(tenantId: TenantId, id: AgentId, sealed: Buffer | null): SecretsOfAgent {
    if (sealed === null) return {};
    return SecretsOfAgent.parse(JSON.parse(this.box.open(sealed, place(tenantId, id)).toString()));
  }
}

/**
 * Takes the secrets of a type out of a configuration. What is absent stays as it was; an http agent always has a key, which is made
 * when it has none.
 * @returns `made`: the key that nobody has seen yet
 */
export function withoutSecrets(
  type: AgentType,
  configuration: Record<string, unknown>,
  before: SecretsOfAgent,
): { configuration: Record<string, unknown>; secrets: SecretsOfAgent; made: string | undefined } {
  const names = secretFields[type];
  const given = SecretsOfAgent.parse(configuration);
  const secrets: SecretsOfAgent = {};
  for (const name of names) secrets[name] = given[name] ?? before[name];
  const made = type === 'http' && secrets.secret === undefined ? newSecret() : undefined;
  if (made !== undefined) secrets.secret = made;
  const rest = Object.entries(configuration).filter(([name]) => !names.some((secret) => secret === name));
  return { configuration: Object.fromEntries(rest), secrets, made };
}

/** In the form of Standard Webhooks. */
const newSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
