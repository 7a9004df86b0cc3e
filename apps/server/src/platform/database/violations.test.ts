import { connect } from 'node:net';
import { once } from 'node:events';
import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { AppError } from '../http/app-error.ts';
import { isOfTheStatement } from './violations.ts';

describe('whether an error is of the statement, or of the way to the database', () => {
  it.each([
    [
      'what PostgreSQL answered',
      Object.assign(new DatabaseError('refused', 7, 'error'), { severity: 'ERROR' }),
    ],
    ['a refusal of ours', new AppError('internal')],
    ['a mistake in the code', new TypeError('not a function')],
  ])('%s is of the statement', (_, error) => {
    expect(isOfTheStatement(error)).toBe(true);
  });

  it('a connection that nobody accepts, or that ends, is of the way', async () => {
    const [refused]: unknown[] = await once(connect(1, '127.0.0.1'), 'error').catch((error: unknown) => [
      error,
    ]);
    expect(isOfTheStatement(refused)).toBe(false);
    expect(isOfTheStatement(new Error('Connection terminated unexpectedly'))).toBe(false);
  });
});
