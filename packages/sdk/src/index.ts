import { createClient, createConfig, type Client } from './generated/client/index.ts';

export * from './generated/index.ts';
export type { Client };

export interface RecadoSettings {
  /** Where the server is, such as `https://recado.example.com`. */
  baseUrl: string;
  /** An API key (`rk_…`) or an access token, or a function that gives the one of the moment. */
  token?: string | (() => string | Promise<string>);
}

/** A client for one server and one credential; give it to every call as `client`. */
export function createRecado({ baseUrl, token }: RecadoSettings): Client {
  return createClient(createConfig({ baseUrl, ...(token !== undefined && { auth: token }) }));
}
