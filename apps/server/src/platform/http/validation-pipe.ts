import { StandardSchemaValidationPipe } from '@nestjs/common';
import { AppError } from './app-error.ts';

type Issue = { readonly message: string; readonly path?: readonly unknown[] | undefined };

const segmentText = (segment: unknown): string =>
  String(typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment);

/** An invalid_request that names each field, as `message.content.buttons.0.title`. */
export function invalidRequest(issues: readonly Issue[]): AppError {
  const errors = issues.map((issue) => ({
    path: (issue.path ?? []).map(segmentText).join('.'),
    message: issue.message,
  }));
  return new AppError('invalid_request', undefined, { errors });
}

/** Validates whatever a route declares with `schema`, and gives the handler the parsed value. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({ exceptionFactory: invalidRequest });
  }
}
