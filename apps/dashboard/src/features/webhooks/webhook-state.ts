import type { Webhook } from '@recado/sdk';

export type WebhookState = 'active' | 'failing' | 'slowed' | 'off' | 'disabled';

/** What of an endpoint tells how it stands. */
export type Standing = Pick<Webhook, 'isActive' | 'disabledReason' | 'pausedUntil' | 'failingSince'>;

/** How an endpoint stands. `disabled`: Recado switched it off, `off`: somebody did. */
export function stateOf(
  { isActive, disabledReason, pausedUntil, failingSince }: Standing,
  nowMs: number,
): WebhookState {
  if (!isActive) return disabledReason === null ? 'off' : 'disabled';
  if (pausedUntil !== null && Date.parse(pausedUntil) > nowMs) return 'slowed';
  return failingSince === null ? 'active' : 'failing';
}
