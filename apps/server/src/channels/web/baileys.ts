import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import type * as Library from 'baileys';
import { quietSignalLibrary } from './quiet-signal-library.ts';

/** The library, as a value that is loaded when it is first used. Other files of this folder import its types alone. */
export type Baileys = typeof Library;

/** The root key of Noise certificates that a connection made in this context must accept; none means WhatsApp's own. */
const noiseRoots = new AsyncLocalStorage<Buffer>();

let loading: Promise<Baileys> | undefined;

/** @throws when the optional dependency is not installed */
export function loadBaileys(): Promise<Baileys> {
  loading ??= import('baileys').then((baileys) => {
    quietSignalLibrary(console);
    return trustRootOfContext(baileys);
  });
  return loading;
}

/** Whether `loadBaileys` would find it; nothing is loaded. */
export function isBaileysInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('baileys');
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs `connect`, whose connections accept certificates under this root (hex), whenever their handshake comes.
 * Undefined is WhatsApp's own root.
 */
export function withNoiseRoot<T>(root: string | undefined, connect: () => T): T {
  return root === undefined ? noiseRoots.exit(connect) : noiseRoots.run(Buffer.from(root, 'hex'), connect);
}

/**
 * The library verifies each server against one exported constant. A sandbox number and real ones live in one process, so it
 * becomes a getter: the handshake runs in callbacks of the context in which the socket was made.
 */
function trustRootOfContext(baileys: Baileys): Baileys {
  const whatsappRoot = baileys.WA_CERT_DETAILS.PUBLIC_KEY;
  Object.defineProperty(baileys.WA_CERT_DETAILS, 'PUBLIC_KEY', {
    configurable: true,
    enumerable: true,
    get: () => noiseRoots.getStore() ?? whatsappRoot,
  });
  return baileys;
}
