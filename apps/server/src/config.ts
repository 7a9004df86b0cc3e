import { EventFilter } from '@recado/contracts';
import { z } from 'zod';
import ipaddr from 'ipaddr.js';

const LOOPBACK = ['127.0.0.0/8', '::1/128'];

const cidrList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .refine((ranges) => ranges.every((range) => ipaddr.isValidCIDR(range)), {
    message: 'must be CIDR ranges separated by commas, for example 10.0.0.0/8,127.0.0.0/8',
  });

const address = (protocols: string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be an address such as ${example}`,
  });

/** The address of a message broker; several hosts are parted by commas, which a URL does not allow. */
export const BROKER_ADDRESS =
  /^(?<scheme>amqps?|nats|tls|kafka):\/\/(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?@]+)(?<path>\/[^?]*)?(?:\?(?<query>.*))?$/;

const eventFilters = z
  .string()
  .default('*')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .pipe(
    z.array(EventFilter, {
      error: 'must be events separated by commas, for example message.received,conversation.*',
    }),
  );

/** A server that speaks WhatsApp's multi-device protocol in WhatsApp's place. */
export const SimulatedEndpoint = z.strictObject({
  webSocketUrl: z.url({ protocol: /^wss?$/ }),
  /** Root of its Noise certificates, in hex. */
  noiseRoot: z.string().regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in hex'),
  /** Host and port of its media server. */
  mediaHost: z.string(),
  /** PEM of the certificate that its media server shows. */
  mediaCertificate: z.string(),
});
export type SimulatedEndpoint = z.infer<typeof SimulatedEndpoint>;

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});

/** Every setting of the process, read once at start. `.env.example` is made from these descriptions. */
export const Settings = z.object({
  PORT: z.coerce
    .number('must be a number')
    .int()
    .min(0)
    .max(65535)
    .default(3000)
    .describe('Port of the HTTP API and the dashboard'),
  HOST: z.string().default('0.0.0.0').describe('Address to listen on'),
  RECADO_ROLE: z
    .enum(['all', 'api', 'worker'])
    .default('all')
    .describe('What this process does: `api` answers HTTP, `worker` sends and delivers, `all` does both'),
  RECADO_DATA_DIR: z
    .string()
    .default('./data')
    .describe('Folder of the embedded database, media and the generated key'),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/recado')
    .optional()
    .describe('PostgreSQL 15 or newer; without it Recado starts its own'),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(20)
    .describe('Connections to PostgreSQL for each role'),
  REDIS_URL: address(['redis:', 'rediss:'], 'redis://host:6379')
    .optional()
    .describe('Redis for the queues; without it they run on PostgreSQL'),
  RECADO_SECRET_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, {
      message: 'must be 32 bytes in base64; make one with: openssl rand -base64 32',
    })
    .optional()
    .describe(
      'Key for secrets at rest and for tokens: 32 bytes in base64. Made in the data folder when the database is embedded',
    ),
  RECADO_PUBLIC_URL: address(['http:', 'https:'], 'https://recado.example.com')
    .optional()
    .describe('Address under which the outside reaches this server; default http://localhost:PORT'),
  RECADO_ADMIN_EMAIL: z.email().default('admin@recado.local').describe('Email of the first administrator'),
  RECADO_ADMIN_PASSWORD: z
    .string()
    .min(8, 'must have at least 8 characters')
    .optional()
    .describe('Password of the first administrator; generated and printed once when absent'),
  RECADO_ADMIN_TENANT: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/, 'must be lower-case letters, digits and hyphens')
    .default('recado')
    .describe('Slug of the first tenant'),
  RECADO_SANDBOX: z
    .enum(['on', 'off'])
    .optional()
    .describe(
      'Start simulators of WhatsApp and offer sandbox numbers; on by default only with the embedded database',
    ),
  RECADO_EGRESS_ALLOW: cidrList.describe(
    'Private address ranges, as CIDRs separated by commas, that addresses set by tenants may reach all the same',
  ),
  RECADO_METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token for GET /metrics; without it only loopback may read them'),
  RECADO_TRUST_PROXY: z.stringbool().default(false).describe('Believe X-Forwarded-For of a proxy in front'),
  RECADO_MEDIA_S3_BUCKET: z
    .string()
    .optional()
    .describe('Bucket for media; without it media is kept in the data folder'),
  RECADO_MEDIA_S3_ENDPOINT: address(['http:', 'https:'], 'https://s3.example.com')
    .optional()
    .describe('Endpoint of an S3-compatible store'),
  RECADO_MEDIA_S3_REGION: z.string().default('us-east-1').describe('Region of the bucket'),
  RECADO_MEDIA_S3_ACCESS_KEY_ID: z.string().optional().describe('Access key of the bucket'),
  RECADO_MEDIA_S3_SECRET_ACCESS_KEY: z.string().optional().describe('Secret key of the bucket'),
  RECADO_LANE_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(32)
    .describe(
      'Lanes of a kind that one worker runs from the queue at the same time, and as many that it wakes itself',
    ),
  RECADO_EVENTS_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(30)
    .describe(
      'Days for which events, their webhook deliveries and what endpoints answered are kept, and can be replayed',
    ),
  RECADO_MESSAGES_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .optional()
    .describe(
      'Days for which messages and the files that came with them are kept; without it, as long as each tenant wants',
    ),
  RECADO_BROKER_URL: z
    .string()
    .regex(
      BROKER_ADDRESS,
      'must be an address such as amqp://user:password@host:5672, nats://host:4222 or kafka://host:9092,other:9092?tls=true',
    )
    .optional()
    .describe(
      "Message broker that gets every tenant's events: RabbitMQ (amqp:// or amqps://), NATS JetStream (nats:// or tls://) or Kafka (kafka://). See docs/brokers.md",
    ),
  RECADO_BROKER_TOPIC: z
    .string()
    .max(100)
    .regex(
      /^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*$/,
      'must be words of letters, digits, - and _ joined by dots',
    )
    .default('recado.events')
    .describe("Exchange of RabbitMQ, what NATS's subjects begin with, or Kafka's topic"),
  RECADO_BROKER_EVENTS: eventFilters.describe(
    'Events that the broker gets, separated by commas: types, families such as `message.*`, or `*` for all',
  ),
  RECADO_BROKER_START: z
    .enum(['now', 'beginning'])
    .default('now')
    .describe(
      'Where a broker that gets events for the first time begins: with what happens from now on, or with the oldest event that is kept',
    ),
  RECADO_WHATSAPP_WEB_ENDPOINT: json
    .pipe(SimulatedEndpoint)
    .optional()
    .describe(
      'For simulators: where numbers with a QR code connect instead of to WhatsApp, as JSON { webSocketUrl, noiseRoot, mediaHost, mediaCertificate }',
    ),
  RECADO_WHATSAPP_WEB_VERSION: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'must be as 2.3000.1043857760')
    .optional()
    .describe(
      'Version of WhatsApp Web that numbers with a QR code connect as; without it the current one is looked up',
    ),
  RECADO_SESSION_LEASE_SECONDS: z.coerce
    .number()
    .int()
    .min(2)
    .max(60)
    .default(10)
    .describe(
      'Seconds after which the numbers linked by QR code of a worker that died go to another; a worker that is paused for half of it lets them go',
    ),
  RECADO_WEB_CONNECTS_PER_SECOND: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(10)
    .describe(
      'Connections to WhatsApp that all workers together open in a second, for numbers linked by QR code',
    ),
  RECADO_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe level that is logged'),
});
type Settings = z.infer<typeof Settings>;

/** The settings with what follows from them. */
export interface Environment extends Settings {
  isDatabaseEmbedded: boolean;
  isSandboxOn: boolean;
  publicUrl: string;
}

/** All that a running process needs to know; the address and the key may come from the embedded database and the data folder. */
export interface Config extends Environment {
  databaseUrl: string;
  secretKey: Buffer;
}

/** Injection token of Config. */
export const CONFIG = Symbol('Config');

/** The settings are wrong; the message lists every mistake. */
export class InvalidSettings extends Error {
  constructor(mistakes: { name: string; message: string }[]) {
    super(
      ['These settings are not valid:', ...mistakes.map(({ name, message }) => `  ${name}: ${message}`)].join(
        '\n',
      ),
    );
    this.name = 'InvalidSettings';
  }
}

function contradictions(settings: Settings): { name: string; message: string }[] {
  const found: { name: string; message: string }[] = [];
  if (settings.DATABASE_URL !== undefined && settings.RECADO_SECRET_KEY === undefined)
    found.push({
      name: 'RECADO_SECRET_KEY',
      message:
        'is needed with DATABASE_URL, the same for every process; make one with: openssl rand -base64 32',
    });
  if (settings.DATABASE_URL === undefined && settings.RECADO_ROLE !== 'all')
    found.push({
      name: 'DATABASE_URL',
      message: `is needed when RECADO_ROLE is ${settings.RECADO_ROLE}: the embedded database serves one process`,
    });
  return found;
}

/**
 * Reads the settings from an environment. An empty value counts as absent.
 * @throws InvalidSettings naming every setting that is wrong
 */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Settings.safeParse(given);
  if (!parsed.success)
    throw new InvalidSettings(
      parsed.error.issues.map((issue) => ({ name: issue.path.join('.'), message: issue.message })),
    );
  const wrong = contradictions(parsed.data);
  if (wrong.length > 0) throw new InvalidSettings(wrong);
  const isDatabaseEmbedded = parsed.data.DATABASE_URL === undefined;
  const { RECADO_SANDBOX, RECADO_EGRESS_ALLOW, RECADO_PUBLIC_URL, PORT } = parsed.data;
  const isSandboxOn = RECADO_SANDBOX === undefined ? isDatabaseEmbedded : RECADO_SANDBOX === 'on';
  return {
    ...parsed.data,
    isDatabaseEmbedded,
    isSandboxOn,
    // The simulator and a newcomer's own webhook receiver are on this machine.
    RECADO_EGRESS_ALLOW: isSandboxOn ? [...RECADO_EGRESS_ALLOW, ...LOOPBACK] : RECADO_EGRESS_ALLOW,
    publicUrl: (RECADO_PUBLIC_URL ?? `http://localhost:${String(PORT)}`).replace(/\/$/, ''),
  };
}
