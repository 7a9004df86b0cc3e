import { parseArgs } from 'node:util';
import { type Behaviour, INSTANT } from './behaviour.ts';
import { startGraphApiSimulator } from './start-simulator.ts';

const USAGE = `Usage: npm start -w @recado/graph-api-simulator -- [options]

  --port <port>                 where to listen (8025)
  --host <address>              on which address (127.0.0.1)
  --public-url <url>            how clients reach it, when that differs
  --business-account-id <id>    id of the WABA (102290129340398)
  --phone-number-id <id>        id of the number (106540352242922)
  --display-number <number>     the number (+1 555-078-3881)
  --access-token <token>        token of the API (made up unless given)
  --app-secret <secret>         signs the webhooks (made up unless given)
  --callback-url <url>          where webhooks go
  --verify-token <token>        token of the callback's handshake (recado)
  --throughput <per second>     messages a second, or "unlimited" (80)
  --window <mode>               async, sync or open (async)
  --webhook-version <version>   shape of the webhooks (v25.0)
  --instant                     no delays at all
  --fetch-media-links           download linked media, as Meta does
  --help                        this text
`;

const OPTIONS = {
  port: { type: 'string', default: '8025' },
  host: { type: 'string', default: '127.0.0.1' },
  'public-url': { type: 'string' },
  'business-account-id': { type: 'string', default: '102290129340398' },
  'phone-number-id': { type: 'string', default: '106540352242922' },
  'display-number': { type: 'string', default: '+1 555-078-3881' },
  'access-token': { type: 'string' },
  'app-secret': { type: 'string' },
  'callback-url': { type: 'string' },
  'verify-token': { type: 'string', default: 'recado' },
  throughput: { type: 'string', default: '80' },
  window: { type: 'string', default: 'async' },
  'webhook-version': { type: 'string', default: 'v25.0' },
  instant: { type: 'boolean', default: false },
  'fetch-media-links': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Flags = ReturnType<typeof parseFlags>;

function parseFlags() {
  return parseArgs({ options: OPTIONS, strict: true }).values;
}

function windowOf(text: string): Behaviour['window'] {
  if (text === 'async' || text === 'sync' || text === 'open') return text;
  throw new RangeError(`--window is async, sync or open, not ${text}`);
}

async function start(flags: Flags): Promise<void> {
  const publicUrl = flags['public-url'];
  const simulator = await startGraphApiSimulator({
    port: Number(flags.port),
    host: flags.host,
    ...(publicUrl !== undefined && { publicUrl }),
    behaviour: {
      ...(flags.instant && INSTANT),
      window: windowOf(flags.window),
      webhookVersion: flags['webhook-version'],
      mediaLinks: flags['fetch-media-links'] ? 'fetch' : 'trust',
    },
    log: (line) => {
      console.error(line);
    },
  });
  const callbackUrl = flags['callback-url'];
  const account = simulator.addBusinessAccount({
    id: flags['business-account-id'],
    accessToken: flags['access-token'],
    appSecret: flags['app-secret'],
    ...(callbackUrl !== undefined && { callback: { url: callbackUrl, verifyToken: flags['verify-token'] } }),
  });
  const number = simulator.addPhoneNumber({
    id: flags['phone-number-id'],
    businessAccountId: account.id,
    displayPhoneNumber: flags['display-number'],
    throughputPerSecond: flags.throughput === 'unlimited' ? Infinity : Number(flags.throughput),
  });
  console.log(
    welcome({
      url: simulator.url,
      accessToken: account.accessToken,
      appSecret: account.appSecret,
      accountId: account.id,
      numberId: number.id,
      callbackUrl,
    }),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

interface Welcome {
  readonly url: string;
  readonly accessToken: string;
  readonly appSecret: string;
  readonly accountId: string;
  readonly numberId: string;
  readonly callbackUrl: string | undefined;
}

function welcome(facts: Welcome): string {
  const { url, accessToken, appSecret, accountId, numberId, callbackUrl } = facts;
  return `WhatsApp Cloud API simulator on ${url}

In your client set
  base URL             ${url}      (instead of https://graph.facebook.com)
  access token         ${accessToken}
  app secret           ${appSecret}
  business account id  ${accountId}
  phone number id      ${numberId}
  webhooks go to       ${callbackUrl ?? 'nowhere yet'}

Send a template:
  curl -X POST '${url}/v25.0/${numberId}/messages' -H 'Authorization: Bearer ${accessToken}' -H 'Content-Type: application/json' \\
    -d '{"messaging_product":"whatsapp","to":"16505551234","type":"template","template":{"name":"hello_world","language":{"code":"en_US"}}}'

Write as the customer, which opens the 24-hour window:
  curl -X POST '${url}/_simulator/customers/${numberId}/16505551234/messages' -H 'Content-Type: application/json' \\
    -d '{"type":"text","text":{"body":"Does it come in another color?"}}'

Send webhooks to your receiver:
  curl -X POST '${url}/v25.0/${accountId}/subscribed_apps' -H 'Authorization: Bearer ${accessToken}' -H 'Content-Type: application/json' \\
    -d '{"override_callback_uri":"http://127.0.0.1:3000/webhook","verify_token":"recado"}'

Make the next message be accepted and its answer be lost:
  curl -X POST '${url}/_simulator/faults' -H 'Content-Type: application/json' -d '{"fault":{"kind":"acceptThenReset"}}'

See what was accepted:
  curl '${url}/_simulator/ledger'
`;
}

try {
  const flags = parseFlags();
  if (flags.help) console.log(USAGE);
  else await start(flags);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(USAGE);
  process.exitCode = 1;
}
