import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { createReceiver } from '../../../../docs/examples/webhooks/receiver-fetch.ts';

const examples = fileURLToPath(new URL('../../../../docs/examples/', import.meta.url));
const run = promisify(execFile);

/** The first of the programs that is not on this machine; undefined when all are. */
export const missingOf = (programs: readonly string[]): string | undefined =>
  programs.find((program) => spawnSync(program, ['--version']).error !== undefined);

/** What a receiver of the examples is started with. */
interface ReceiverSettings {
  /** In standard form. */
  secret: string;
  /** The folder where it keeps an event as `<id>.json`. */
  inbox: string;
}

export interface ExampleReceiver {
  url: string;
  stop(): Promise<void>;
}

export interface ReceiverExample {
  file: string;
  /** The programs without which it cannot run. */
  needs: string[];
  start(settings: ReceiverSettings): Promise<ExampleReceiver>;
}

const environment = ({ secret, inbox }: ReceiverSettings) => ({
  PATH: process.env['PATH'],
  RECADO_WEBHOOK_SECRETS: secret,
  INBOX: inbox,
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return address.port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const addressOf = (port: number): string => `http://127.0.0.1:${String(port)}/recado`;

async function stopProgram(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  const exit = once(program, 'exit');
  program.kill('SIGKILL');
  await exit;
}

/** A receiver that is a server by itself, as a process of its own. */
async function startProgram(
  command: (port: number) => [string, ...string[]],
  settings: ReceiverSettings,
): Promise<ExampleReceiver> {
  const port = await freePort();
  const [program, ...args] = command(port);
  const env = { ...environment(settings), PORT: String(port) };
  const child = spawn(program, args, { cwd: settings.inbox, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const answers = () =>
    fetch(addressOf(port), { method: 'POST', body: '{}' }).then(
      ({ status }) => status,
      () => `no answer ${complaints}`,
    );
  try {
    await expect.poll(answers).toBe(401);
  } catch (error) {
    await stopProgram(child);
    throw error;
  }
  return { url: addressOf(port), stop: () => stopProgram(child) };
}

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A receiver that runs within a web server; this is the server. */
async function startWithin(handle: Handle): Promise<ExampleReceiver> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(502).end(String(error));
    });
  });
  const port = await listen(server);
  return {
    url: addressOf(port),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Hands a request to a CGI program as RFC 3875 says: headers in the environment, the body on the standard input. */
const throughCgi =
  (file: string, settings: ReceiverSettings): Handle =>
  async (request, response) => {
    const body = await buffer(request);
    const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
      `HTTP_${name.toUpperCase().replaceAll('-', '_')}`,
      String(value),
    ]);
    const env = {
      ...environment(settings),
      ...Object.fromEntries(headers),
      CONTENT_LENGTH: String(body.length),
    };
    const child = spawn('bash', [file], { env, stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end(body);
    const answer = (await buffer(child.stdout)).toString();
    response.writeHead(Number(/^Status: (\d{3})\r\n/.exec(answer)?.[1] ?? 502)).end();
  };

/** Makes of Node's request the one of `fetch`, as runtimes with handlers of that kind do. */
const throughFetch = ({ secret, inbox }: ReceiverSettings): Handle => {
  const receive = createReceiver({
    secrets: [secret],
    keep: async (event) => {
      await writeFile(path.join(inbox, `${event.id}.json`), JSON.stringify(event));
    },
  });
  return async (request, response) => {
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const { status } = await receive(
      new Request('http://receiver.test/', {
        method: 'POST',
        headers,
        body: new Uint8Array(await buffer(request)),
      }),
    );
    response.writeHead(status).end();
  };
};

const file = (name: string): string => path.join(examples, name);

export const receiverExamples: ReceiverExample[] = [
  {
    file: 'receiver-node.ts',
    needs: [],
    start: (settings) => startProgram(() => [process.execPath, file('webhooks/receiver-node.ts')], settings),
  },
  { file: 'receiver-fetch.ts', needs: [], start: (settings) => startWithin(throughFetch(settings)) },
  {
    file: 'receiver.py',
    needs: ['python3'],
    start: (settings) => startProgram(() => ['python3', file('webhooks/receiver.py')], settings),
  },
  {
    file: 'receiver.php',
    needs: ['php'],
    start: (settings) =>
      startProgram(
        (port) => ['php', '-S', `127.0.0.1:${String(port)}`, file('webhooks/receiver.php')],
        settings,
      ),
  },
  {
    file: 'receiver.sh',
    needs: ['bash', 'openssl'],
    start: (settings) => startWithin(throughCgi(file('webhooks/receiver.sh'), settings)),
  },
];

/** The events that a receiver kept, by the name of the file. */
export async function keptIn(inbox: string): Promise<Map<string, string>> {
  const names = (await readdir(inbox)).filter((name) => name.endsWith('.json'));
  const kept = names.map(async (name): Promise<[string, string]> => [
    name.replace('.json', ''),
    await readFile(path.join(inbox, name), 'utf8'),
  ]);
  return new Map(await Promise.all(kept));
}

export const sendExamples = [
  { file: 'send.ts', program: process.execPath, needs: [] },
  { file: 'send.py', program: 'python3', needs: ['python3'] },
  { file: 'send.php', program: 'php', needs: ['php'] },
  { file: 'send.sh', program: 'bash', needs: ['bash', 'curl'] },
];

/** Runs an example that sends, and gives what it prints. */
export async function runSendExample(
  { file: name, program }: (typeof sendExamples)[number],
  order: string,
  settings: Record<string, string>,
): Promise<string> {
  const env = { PATH: process.env['PATH'], ...settings };
  return (await run(program, [file(`send/${name}`), order], { env })).stdout;
}
