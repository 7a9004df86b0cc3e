import { parseArgs } from 'node:util';
import { muteSignalLibrary } from './signal/mute-signal-library.ts';
import type { WhatsappWebSimulator } from './simulator.ts';
import { startWhatsappWebSimulator } from './start-simulator.ts';

const USAGE = `Usage: npm start -w @recado/whatsapp-web-simulator -- [options]

  --port <port>             where to listen (8026)
  --media-port <port>       where the media server listens (any free port)
  --host <address>          on which address (127.0.0.1)
  --account <number=name>   somebody's account; repeat it for more (+5511999990001=Ana and +5511988880001=Bruno)
  --qr-refs <count>         how many QR codes a client shows before it gives up (6)
  --help                    this text
`;

const DEFAULT_ACCOUNTS = ['+5511999990001=Ana', '+5511988880001=Bruno'];

const OPTIONS = {
  port: { type: 'string', default: '8026' },
  'media-port': { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  account: { type: 'string', multiple: true },
  'qr-refs': { type: 'string', default: '6' },
  help: { type: 'boolean', default: false },
} as const;

type Flags = ReturnType<typeof parseFlags>;

function parseFlags() {
  return parseArgs({ options: OPTIONS, strict: true }).values;
}

async function start(flags: Flags): Promise<void> {
  muteSignalLibrary(console);
  const simulator = await startWhatsappWebSimulator({
    port: Number(flags.port),
    mediaPort: Number(flags['media-port']),
    host: flags.host,
    qrRefs: Number(flags['qr-refs']),
    log: (line) => {
      console.error(line);
    },
  });
  for (const account of flags.account ?? DEFAULT_ACCOUNTS) {
    const [phoneNumber = '', name] = account.split('=');
    simulator.addAccount({ phoneNumber, name });
  }
  console.log(welcome(simulator));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

function welcome(simulator: WhatsappWebSimulator): string {
  const { webSocketUrl, noiseRoot, mediaHost } = simulator.endpoint;
  const url = webSocketUrl.replace(/^ws/, 'http').replace(/\/ws\/chat$/, '');
  const [owner, customer = owner] = simulator.accounts().map(({ phone }) => phone);
  return `WhatsApp multi-device simulator on ${url}

In your client set
  WebSocket address     ${webSocketUrl}      (Baileys: waWebSocketUrl)
  Noise root key        ${noiseRoot}
                        (Baileys: WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from('…', 'hex'))
  media server          https://${mediaHost}      (trust "mediaCertificate" of ${url}/endpoint.json)

Accounts
${simulator
  .accounts()
  .map(({ phone, name, lid }) => `  +${phone}  ${name}  ${lid}`)
  .join('\n')}

Scan the QR text that your client shows, with the phone of an account:
  curl -X POST '${url}/control/accounts/${owner ?? '{phone}'}/scan' -H 'Content-Type: application/json' -d '{"qr":"{text}"}'

Type the code that your client shows:
  curl -X POST '${url}/control/accounts/${owner ?? '{phone}'}/pairing-code' -H 'Content-Type: application/json' -d '{"code":"ABCD1234"}'

Write as a customer:
  curl -X POST '${url}/control/accounts/${customer ?? '{phone}'}/send' -H 'Content-Type: application/json' \\
    -d '{"to":"${owner ?? '{phone}'}","text":"Does it come in another color?"}'

End the client's connection:
  curl -X POST '${url}/control/faults' -H 'Content-Type: application/json' -d '{"fault":{"kind":"streamError","code":503}}'

See what clients sent:
  curl '${url}/control/ledger'
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
