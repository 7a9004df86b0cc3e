/** What is known of a refresh token that someone presents. */
export interface PresentedToken {
  rotatedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
  isUserActive: boolean;
}

/**
 * `rotate`: it was never used; the next one replaces it. `reissue`: it was used just now, as by two tabs at once.
 * `end_session`: it was used long ago, so someone has a copy. `refuse`: it is good for nothing, and tells nothing.
 */
export type RefreshDecision = 'rotate' | 'reissue' | 'end_session' | 'refuse';

/** How long a refresh token is good for. */
export const REFRESH_TOKEN_DAYS = 30;

const GRACE_MS = 10_000;

export function decideRefresh(token: PresentedToken, now: Date): RefreshDecision {
  if (token.revokedAt !== null || !token.isUserActive || token.expiresAt <= now) return 'refuse';
  if (token.rotatedAt === null) return 'rotate';
  return now.getTime() - token.rotatedAt.getTime() <= GRACE_MS ? 'reissue' : 'end_session';
}
