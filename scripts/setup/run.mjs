import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { nodeProgram, root } from './places.mjs';

const SERVER = ['--enable-source-maps', path.join(root, 'apps/server/dist/main.js')];

/** Runs the server until it ends and gives its exit code. */
export async function runServer() {
  return await run(SERVER);
}

/**
 * Runs Node 24 on our terminal and gives the exit code. The first signal is passed on, the rest are not: Ctrl-C reaches
 * this process from the terminal and a second time through npm, and the child may have got it from the terminal itself.
 */
export async function run(args, env = process.env) {
  const child = spawn(nodeProgram(), args, { cwd: root, env, stdio: 'inherit' });
  let isPassedOn = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (!isPassedOn) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
      isPassedOn = true;
    });
  }
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
