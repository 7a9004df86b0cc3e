import type { ContactId, TenantId } from '@recado/contracts';
import { sql } from 'kysely';
import type { Tx } from '../platform/database/database.ts';
import type { IdentityKey } from './identity-key.ts';

export type OwnedIdentity = IdentityKey & { contactId: ContactId };

/**
 * Whose these identities are, held or not. `offset 0` has each found by the primary key, one after the other: joined, they are
 * all compared with all of the tenant's wherever the table has no statistics yet.
 */
export async function identityOwners(
  tenantId: TenantId,
  tx: Tx,
  identities: IdentityKey[],
  isHeld: boolean,
): Promise<OwnedIdentity[]> {
  const { rows } = await sql<OwnedIdentity>`
    select owned.kind, owned.value, owned.contact_id as "contactId"
    from (
      select distinct kind, value
      from unnest(${identities.map(({ kind }) => kind)}::text[], ${identities.map(({ value }) => value)}::text[]) as g (kind, value)
      order by kind, value
    ) given
    cross join lateral (
      select i.kind, i.value, i.contact_id
      from contact_identities i
      where i.tenant_id = ${tenantId} and i.kind = given.kind and i.value = given.value
      offset 0
      ${isHeld ? sql`for share` : sql``}
    ) owned`.execute(tx);
  return rows;
}
