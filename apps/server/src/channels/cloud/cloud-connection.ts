import { z } from 'zod';
import type { Connection } from '../channel.ts';

const DEFAULT_API_BASE_URL = 'https://graph.facebook.com';
const DEFAULT_API_VERSION = 'v25.0';

/** What is stored of a number on the Cloud API, besides its secrets. */
export const CloudSettings = z.object({
  phoneNumberId: z.string(),
  businessAccountId: z.string(),
  apiBaseUrl: z.string().default(DEFAULT_API_BASE_URL),
  apiVersion: z.string().default(DEFAULT_API_VERSION),
});
export type CloudSettings = z.infer<typeof CloudSettings>;

const CloudSecrets = z.object({ accessToken: z.string(), appSecret: z.string(), verifyToken: z.string() });
export type CloudSecrets = z.infer<typeof CloudSecrets>;

/** A connection as this adapter reads it. */
export interface CloudConnection {
  settings: CloudSettings;
  secrets: CloudSecrets;
}

const decoded = new WeakMap<Connection, CloudConnection>();

/** Decodes a connection once. @throws when it is not one of the Cloud API */
export function cloudConnection(connection: Connection): CloudConnection {
  const known = decoded.get(connection);
  if (known !== undefined) return known;
  const fresh = {
    settings: CloudSettings.parse(connection.settings),
    secrets: CloudSecrets.parse(connection.secrets),
  };
  decoded.set(connection, fresh);
  return fresh;
}
