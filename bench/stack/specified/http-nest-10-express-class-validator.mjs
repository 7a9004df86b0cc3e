/** The specification's way: NestJS 10 on Express, the body validated by class-validator. Decorators are called by hand. */
import 'reflect-metadata';
import { Body, Controller, Module, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { serveUntilAsked } from '../http-server.mjs';
import { SendMessage } from './validate.mjs';

class MessagesController {
  send({ instanceId, recipient, priority = 'normal' }) {
    return { id: '0198f3c0-0000-7000-8000-000000000000', instanceId, recipient, priority, status: 'pending' };
  }
}
Body()(MessagesController.prototype, 'send', 0);
Reflect.defineMetadata('design:paramtypes', [SendMessage], MessagesController.prototype, 'send');
Post('send')(
  MessagesController.prototype,
  'send',
  Object.getOwnPropertyDescriptor(MessagesController.prototype, 'send'),
);
Controller('messages')(MessagesController);

class AppModule {}
Module({ controllers: [MessagesController] })(AppModule);

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }));
await app.listen(0, '127.0.0.1');
serveUntilAsked(app.getHttpServer().address().port);
