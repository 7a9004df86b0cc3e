/** Recado's way: NestJS 12 on Fastify, the body validated by a Zod schema. Decorators are called by hand: no compiler in between. */
import 'reflect-metadata';
import { Body, Controller, Module, Post, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { serveUntilAsked } from './http-server.mjs';

const SendMessage = z.strictObject({
  instanceId: z.uuid(),
  recipient: z.string().min(1).max(256),
  message: z.strictObject({ type: z.literal('text'), content: z.string().min(1).max(4096) }),
  priority: z.enum(['low', 'normal', 'high']).default('normal'),
});

class MessagesController {
  send({ instanceId, recipient, priority }) {
    return { id: '0198f3c0-0000-7000-8000-000000000000', instanceId, recipient, priority, status: 'pending' };
  }
}
Body({ schema: SendMessage })(MessagesController.prototype, 'send', 0);
Post('send')(
  MessagesController.prototype,
  'send',
  Object.getOwnPropertyDescriptor(MessagesController.prototype, 'send'),
);
Controller('messages')(MessagesController);

class AppModule {}
Module({ controllers: [MessagesController] })(AppModule);

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
app.useGlobalPipes(new StandardSchemaValidationPipe());
await app.listen(0, '127.0.0.1');
serveUntilAsked(app.getHttpServer().address().port);
