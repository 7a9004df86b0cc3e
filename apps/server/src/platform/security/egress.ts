import { AsyncLocalStorage } from 'node:async_hooks';
import { Socket, type LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { OnApplicationShutdown } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { Agent, buildConnector } from 'undici';
import { AppError } from '../http/app-error.ts';
import { endpointRefusal, literalAddress, portOf, urlRefusal, type Cidr } from './address-policy.ts';
import { systemResolver, type ResolvedAddress, type ResolveHost } from './egress-resolver.ts';

/** The guard refused an address, at save or when connecting; nothing went over the wire. */
export class AddressNotAllowed extends AppError {
  constructor(reason: string) {
    super('address_not_allowed', reason);
    this.name = 'AddressNotAllowed';
  }
}

export interface EgressOptions {
  /** CIDR ranges that may be reached although they are not public. */
  allow: string[];
  resolve?: ResolveHost;
  /** Addresses of this machine, refused even where they are public. */
  ownAddresses?: () => string[];
  connectTimeoutMs?: number;
}

/**
 * The steps of opening the connection that a request needed, by `performance.now()`. A request on a kept-alive connection
 * leaves it as it is; a numeric address is not looked up, http not secured.
 */
export interface ConnectionTrace {
  beganAtMs?: number;
  lookedUpAtMs?: number;
  connectedAtMs?: number;
  securedAtMs?: number;
  onBegin(): void;
  onOpen(): void;
}

// undici asks for a connection within the call that needs it.
const traces = new AsyncLocalStorage<ConnectionTrace>();

const PROXY_PROTOCOLS = new Set(['http:', 'https:', 'socks5:']);
/** Stands for any port where only the address matters. */
const ANY_WEB_PORT = 443;

const interfaceAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => address));

/**
 * The one way out to addresses that tenants set: webhooks, `apiBaseUrl`, media links.
 * An address is checked when it is saved (`assertAllowed`) and each time a connection is made (`dispatcher`), because a
 * name may lead elsewhere by then. Callers follow no redirects: undici does not by itself, and proxies of the
 * environment are not used, since a proxy would resolve names past the guard.
 */
export class Egress implements OnApplicationShutdown {
  /** Pools of kept-alive connections, each opened through the guard. Give it to every undici request. */
  readonly dispatcher: Agent;
  readonly #allow: Cidr[];
  readonly #resolve: ResolveHost;
  readonly #ownAddresses: () => string[];
  readonly #connectTimeoutMs: number;
  // One for each port, because `lookup` is not told the port.
  readonly #connectors = new Map<number, buildConnector.connector>();

  constructor(options: EgressOptions) {
    this.#allow = options.allow.map((cidr) => ipaddr.parseCIDR(cidr));
    this.#resolve = options.resolve ?? systemResolver();
    this.#ownAddresses = options.ownAddresses ?? interfaceAddresses;
    this.#connectTimeoutMs = options.connectTimeoutMs ?? 5_000;
    this.dispatcher = new Agent({
      connect: (connection, callback) => {
        this.#connect(connection, callback);
      },
      headersTimeout: 20_000,
      bodyTimeout: 20_000,
    });
  }

  /**
   * Checks an address that is about to be saved, on every address its name leads to.
   * @returns the parsed URL, whose `href` is what should be saved
   * @throws AddressNotAllowed (an AppError) with a plain reason
   */
  async assertAllowed(url: string): Promise<URL> {
    if (!URL.canParse(url)) throw new AddressNotAllowed('The address is not a valid URL');
    const parsed = new URL(url);
    const reason = urlRefusal(parsed);
    if (reason !== undefined) throw new AddressNotAllowed(reason);
    this.#assertEndpoints(await this.#addressesOf(parsed.hostname), portOf(parsed));
    return parsed;
  }

  /**
   * Checks the address of a proxy, which may have any port, a user name and a password. Ask before each connection, and
   * connect to `address` rather than to the name, which may lead elsewhere a moment later.
   * @param url http, https or socks5
   * @throws AddressNotAllowed
   */
  async assertProxyAllowed(url: string): Promise<{ url: URL; address: string }> {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined || !PROXY_PROTOCOLS.has(parsed.protocol) || parsed.hostname === '')
      throw new AddressNotAllowed('A proxy has an address such as http://host:3128 or socks5://host:1080');
    const addresses = await this.#addressesOf(parsed.hostname);
    this.#assertEndpoints(addresses, ANY_WEB_PORT);
    return { url: parsed, address: addresses[0] ?? parsed.hostname };
  }

  /** Runs a request and notes in `trace` how its connection is opened, if it needs a new one. */
  traced<T>(trace: ConnectionTrace, work: () => Promise<T>): Promise<T> {
    return traces.run(trace, work);
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async #addressesOf(hostname: string): Promise<string[]> {
    const literal = literalAddress(hostname);
    if (literal !== undefined) return [literal];
    const found = await this.#resolve(hostname).catch(() => []);
    if (found.length === 0) throw new AddressNotAllowed(`The host name ${hostname} could not be found`);
    return found.map(({ address }) => address);
  }

  /** One bad address refuses: the system may pick any of them. */
  #assertEndpoints(addresses: readonly string[], port: number): void {
    const rules = { allow: this.#allow, own: this.#ownAddresses() };
    for (const address of addresses) {
      const reason = endpointRefusal(address, port, rules);
      if (reason !== undefined) throw new AddressNotAllowed(reason);
    }
  }

  #connect(connection: buildConnector.Options, callback: buildConnector.Callback): void {
    const port = Number(connection.port || (connection.protocol === 'https:' ? 443 : 80));
    // Sockets never call `lookup` for an address that is already numeric.
    const literal = literalAddress(connection.hostname);
    try {
      if (literal !== undefined) this.#assertEndpoints([literal], port);
    } catch (error) {
      callback(error instanceof Error ? error : new Error(String(error)), null);
      return;
    }
    const trace = traces.getStore();
    if (trace === undefined) this.#connectorOf(port)(connection, callback);
    else this.#connectTraced(trace, port, connection, callback);
  }

  #connectTraced(
    trace: ConnectionTrace,
    port: number,
    connection: buildConnector.Options,
    callback: buildConnector.Callback,
  ): void {
    trace.beganAtMs = performance.now();
    trace.onBegin();
    // undici gives the socket back, though its types do not say so.
    const connect: (...given: Parameters<buildConnector.connector>) => unknown = this.#connectorOf(port);
    const socket = connect(connection, (...result) => {
      if (connection.protocol === 'https:' && result[0] === null) trace.securedAtMs = performance.now();
      trace.onOpen();
      callback(...result);
    });
    if (socket instanceof Socket)
      socket.once('connect', () => {
        trace.connectedAtMs = performance.now();
      });
  }

  #connectorOf(port: number): buildConnector.connector {
    const known = this.#connectors.get(port);
    if (known !== undefined) return known;
    const connector = buildConnector({
      timeout: this.#connectTimeoutMs,
      allowH2: false,
      autoSelectFamily: true,
      lookup: this.#lookupFor(port),
    });
    this.#connectors.set(port, connector);
    return connector;
  }

  /** Resolves for a socket, and hands out addresses only after all of them were checked. */
  #lookupFor(port: number): LookupFunction {
    return (hostname, options, callback) => {
      this.#checkedAddresses(hostname, port).then(
        (addresses) => {
          const trace = traces.getStore();
          if (trace !== undefined) trace.lookedUpAtMs = performance.now();
          const [first] = addresses;
          if (options.all === true) callback(null, addresses);
          else callback(null, first.address, first.family);
        },
        (error: unknown) => {
          callback(error instanceof Error ? error : new Error(String(error)), []);
        },
      );
    };
  }

  async #checkedAddresses(hostname: string, port: number): Promise<[ResolvedAddress, ...ResolvedAddress[]]> {
    const [first, ...others] = await this.#resolve(hostname);
    if (first === undefined) throw new Error(`The host name ${hostname} has no address`);
    this.#assertEndpoints(
      [first, ...others].map(({ address }) => address),
      port,
    );
    return [first, ...others];
  }
}
