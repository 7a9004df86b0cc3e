import { z } from 'zod';
import type { Identity, IdentityChange } from '../../inbound-update.ts';
import { phoneIdentity } from './phone-identity.ts';

const SystemMessage = z.looseObject({
  type: z.literal('system'),
  system: z.looseObject({
    type: z.string(),
    body: z.string().optional(),
    wa_id: z.string().optional(),
    new_wa_id: z.string().optional(),
    user_id: z.string().optional(),
    previous_user_id: z.string().optional(),
  }),
});
type System = z.infer<typeof SystemMessage>['system'];

// The old id stands only in the sentence: "User … changed from OLD to NEW".
const OLD_IN_BODY = /changed from (\S+) to (\S+)/;

/** What a system message says of a contact's new number or user id; undefined when it says nothing of that. */
export function identityChange(message: unknown, sender: Identity[]): IdentityChange | undefined {
  const parsed = SystemMessage.safeParse(message);
  if (!parsed.success) return undefined;
  const { system } = parsed.data;
  const to = newIdentity(system);
  if (to === undefined) return undefined;
  const from = [...sender, ...oldUserId(system)].filter(
    (identity) => identity.kind !== to.kind || identity.value !== to.value,
  );
  return { kind: 'identity_changed', from, to };
}

function newIdentity(system: System): Identity | undefined {
  if (system.type === 'user_changed_number') {
    const waId = system.wa_id ?? system.new_wa_id;
    return waId === undefined || waId === '' ? undefined : phoneIdentity(waId);
  }
  if (system.type !== 'user_changed_user_id' || system.user_id === undefined || system.user_id === '')
    return undefined;
  return { kind: 'bsuid', value: system.user_id };
}

function oldUserId(system: System): Identity[] {
  if (system.type !== 'user_changed_user_id') return [];
  const old = system.previous_user_id ?? OLD_IN_BODY.exec(system.body ?? '')?.[1];
  return old === undefined || old === '' ? [] : [{ kind: 'bsuid', value: old }];
}
