import { ApiHeader } from '@nestjs/swagger';

/** Documents that a route takes Idempotency-Key; the document then names the errors that come with it. */
export const ApiIdempotencyKey = (): MethodDecorator & ClassDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Any text of your own, 1 to 255 visible ASCII characters, new for each new request. Repeating the request with the same key and body within 24 hours gives the first answer again.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    example: 'order-4711-confirmation',
  });
