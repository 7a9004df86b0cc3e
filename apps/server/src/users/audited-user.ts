import type { User } from '@recado/contracts';

/** What of a user goes into the audit log; of the password only that it changed. */
export const auditedUser = (user: User, passwordHash: string): Record<string, unknown> => ({
  email: user.email,
  role: user.role,
  permissions: user.permissions,
  isActive: user.isActive,
  password: passwordHash,
});
