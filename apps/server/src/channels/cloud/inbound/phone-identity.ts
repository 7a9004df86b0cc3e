import type { Identity } from '../../inbound-update.ts';

/** A `wa_id` as an identity: + and digits. */
export const phoneIdentity = (waId: string): Identity => ({
  kind: 'phone',
  value: `+${waId.replace(/\D/g, '')}`,
});
