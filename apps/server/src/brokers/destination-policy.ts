import { v5 } from 'uuid';
import { BROKER_ADDRESS } from '../config.ts';

const NAMESPACE = 'b8a5b9f3-5b0c-4a5e-9d6d-0f4b9d2f7c11';

const kinds = { amqp: 'rabbitmq', amqps: 'rabbitmq', nats: 'nats', tls: 'nats', kafka: 'kafka' } as const;
const defaultPorts = { amqp: 5672, amqps: 5671, nats: 4222, tls: 4222, kafka: 9092 } as const;

export interface BrokerHost {
  host: string;
  port: number;
}

/** Where events go: a broker, and there an exchange of RabbitMQ, a prefix of NATS's subjects, or a topic of Kafka. */
export interface Destination {
  /** Names its cursor and its lane. */
  id: string;
  kind: 'rabbitmq' | 'nats' | 'kafka';
  /** For people, without the password. */
  label: string;
  name: string;
  hosts: [BrokerHost, ...BrokerHost[]];
  isEncrypted: boolean;
  username: string | undefined;
  password: string | undefined;
  /** RabbitMQ's virtual host. */
  virtualHost: string;
  /** What stands behind the question mark of the address. */
  options: URLSearchParams;
  /** For so long a store that is made for the events keeps them. */
  retentionDays: number;
}

type Scheme = keyof typeof kinds;

const isScheme = (text: string | undefined): text is Scheme => text !== undefined && text in kinds;

function hostOf(text: string, defaultPort: number): BrokerHost {
  const { host = text, port } = /^(?<host>\[[^\]]+\]|[^:]+):(?<port>\d+)$/.exec(text)?.groups ?? {};
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? defaultPort : Number(port) };
}

const decoded = (text: string | null | undefined): string | undefined =>
  text === null || text === undefined || text === '' ? undefined : decodeURIComponent(text);

/** User and password stand before the hosts, or behind the question mark as `user` and `password`. */
function credentialsOf(
  { user, password }: Record<string, string | undefined>,
  options: URLSearchParams,
): Pick<Destination, 'username' | 'password'> {
  return {
    username: decoded(user) ?? options.get('user') ?? undefined,
    password: decoded(password) ?? options.get('password') ?? undefined,
  };
}

function hostsOf(text: string, defaultPort: number): Destination['hosts'] {
  const [first = '', ...others] = text.split(',');
  return [hostOf(first, defaultPort), ...others.map((host) => hostOf(host, defaultPort))];
}

/**
 * Reads the address of a broker, such as `amqp://user:password@host/vhost` or `kafka://host:9092,other:9092?tls=true`.
 * The id names the kind of broker, the virtual host and `name`, and neither hosts nor credentials: when a broker moves, or gets
 * another password, events go on after the last one that it confirmed.
 * @throws Error when it is none; the settings have been checked before
 */
export function destinationOf(address: string, name: string, retentionDays: number): Destination {
  const parts: Record<string, string | undefined> = BROKER_ADDRESS.exec(address)?.groups ?? {};
  const { scheme, hosts = '' } = parts;
  if (!isScheme(scheme)) throw new Error('This is no address of a broker');
  const options = new URLSearchParams(parts['query']);
  const kind = kinds[scheme];
  const virtualHost = decoded(parts['path']?.slice(1)) ?? '/';
  return {
    id: v5(`${kind} ${kind === 'rabbitmq' ? virtualHost : ''} ${name}`, NAMESPACE),
    kind,
    label: `${kind} at ${hosts}, ${name}`,
    name,
    hosts: hostsOf(hosts, defaultPorts[scheme]),
    isEncrypted: scheme === 'amqps' || scheme === 'tls' || options.get('tls') === 'true',
    ...credentialsOf(parts, options),
    virtualHost,
    options,
    retentionDays,
  };
}

/** Injection token of the Destination of this process; undefined when none is configured. */
export const DESTINATION = Symbol('Destination');
