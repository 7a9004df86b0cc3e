import type { LoginResponse } from '@recado/sdk';

/** Who is signed in, and with what. */
export interface Session {
  accessToken: string;
  refreshToken: string;
  /** When the access token ends, on the clock of this browser. */
  expiresAtMs: number;
  /** The tenant as it was typed, to sign in again. */
  tenant: string;
  email: string;
  userId: string;
}

/** `ended`: the session can no longer be renewed; what is on the screen stays until the same person signs in again. */
export type SessionState =
  { status: 'anonymous' } | { status: 'active'; session: Session } | { status: 'ended'; session: Session };

/** The session that an answer of sign-in or refresh begins. */
export function sessionOf(answer: LoginResponse, tenant: string, nowMs: number): Session {
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    expiresAtMs: nowMs + answer.expires_in * 1_000,
    tenant,
    email: answer.user.email,
    userId: answer.user.id,
  };
}

const texts = ['accessToken', 'refreshToken', 'tenant', 'email', 'userId'] as const;

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return (
    texts.every((name) => typeof fields.get(name) === 'string') &&
    typeof fields.get('expiresAtMs') === 'number'
  );
}

/** Reads what `JSON.stringify` wrote; undefined for anything else. */
export function parseSession(text: string | null): Session | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isSession(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
