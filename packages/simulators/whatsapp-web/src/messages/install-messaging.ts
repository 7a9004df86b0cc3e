import type { Platform } from '../platform.ts';
import type { Messaging } from './messaging.ts';

/** Registers the handlers for messages, receipts and prekeys with the router. */
export function installMessaging(_platform: Platform): Messaging {
  return {
    send: () => Promise.reject(new Error('Messaging is not there yet')),
    received: () => [],
    companionLinked: () => undefined,
  };
}
