/** class-transformer and class-validator as Nest's ValidationPipe calls them. */
import 'reflect-metadata';
import { plainToInstance, Type } from 'class-transformer';
import {
  Equals,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  validate,
  ValidateNested,
} from 'class-validator';

/** What the compiler emits for decorators on a property. */
export function decorate(target, name, type, ...decorators) {
  for (const decorator of decorators) decorator(target.prototype, name);
  Reflect.defineMetadata('design:type', type, target.prototype, name);
}

class TextMessage {}
decorate(TextMessage, 'type', String, Equals('text'));
decorate(TextMessage, 'content', String, IsString(), Length(1, 4096));

export class SendMessage {}
decorate(SendMessage, 'instanceId', String, IsUUID());
decorate(SendMessage, 'recipient', String, IsString(), Length(1, 256));
decorate(
  SendMessage,
  'message',
  TextMessage,
  ValidateNested(),
  Type(() => TextMessage),
);
decorate(SendMessage, 'priority', String, IsOptional(), IsIn(['low', 'normal', 'high']));

export async function validateWithClassValidator(input) {
  const value = plainToInstance(SendMessage, input);
  const errors = await validate(value, { whitelist: true, forbidNonWhitelisted: true });
  if (errors.length > 0) throw new Error('refused');
  return value;
}
