import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.ts';
import { readEnvironment } from '../config.ts';
import { buildOpenApiDocument } from '../platform/http/openapi-document.ts';

/** An application that knows its routes and nothing else: no provider is made, so it needs neither database nor queue. */
export async function previewApp(): Promise<NestFastifyApplication> {
  const config = { ...readEnvironment({}), databaseUrl: '', secretKey: Buffer.alloc(32) };
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest declares its options as a class
  return NestFactory.create<NestFastifyApplication>(AppModule.with(config), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
}

/** The OpenAPI document as it is committed: `openapi.json`. */
export async function describeApi(): Promise<string> {
  const app = await previewApp();
  return `${JSON.stringify(buildOpenApiDocument(app), null, 2)}\n`;
}
