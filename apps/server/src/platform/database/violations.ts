/** True when PostgreSQL refused a row because of this unique constraint or index. */
export const violatesUnique = (error: unknown, constraint: string): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === '23505' &&
  'constraint' in error &&
  error.constraint === constraint;
