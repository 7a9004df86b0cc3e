import { createWriteStream } from 'node:fs';
import winston from 'winston';

/** Gives the call that writes one line. */
export function openWinston(file) {
  const logger = winston.createLogger({
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    transports: [new winston.transports.Stream({ stream: createWriteStream(file) })],
  });
  return (fields) => logger.info('request completed', fields);
}
