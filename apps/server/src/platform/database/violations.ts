/** True when PostgreSQL refused a row because of this unique constraint or index. */
export const violatesUnique = (error: unknown, constraint: string): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === '23505' &&
  'constraint' in error &&
  error.constraint === constraint;

const DEADLOCK_DETECTED = '40P01';
const MOST_TRIES = 4;

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === DEADLOCK_DETECTED;

/**
 * Runs a whole transaction again when PostgreSQL ended it to break a deadlock: two that lock the same rows in another order, as
 * a removal with all that hangs on it does beside workers. `transaction` must do nothing outside the database.
 */
export async function againAfterDeadlock<T>(transaction: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1)
    try {
      return await transaction();
    } catch (error) {
      if (!isDeadlock(error) || tries >= MOST_TRIES) throw error;
    }
}

/**
 * False for what tells of the way to the database, which node and pg report as plain errors: then each part of a batch by itself
 * would only wait in vain once more. True for what the database answered (it has a severity), and for errors of our own.
 */
export const isOfTheStatement = (error: unknown): boolean =>
  error instanceof Error && ('severity' in error || !['Error', 'AggregateError'].includes(error.name));
