import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './places.mjs';

/** A step failed; what it printed was shown already. */
class StepFailed extends Error {}

/**
 * Runs a program as one line of progress, such as "Installing packages … 38 s". What it prints is shown, whole, only
 * when it fails; the process then ends with its code.
 */
export async function step(title, command, args, { cwd = root, env = process.env } = {}) {
  const startedAt = performance.now();
  const stopTicking = tick(title, startedAt);
  try {
    await run(command, args, { cwd, env });
    stopTicking();
    console.log(`${title} … ${elapsed(startedAt)}`);
  } catch (error) {
    stopTicking();
    console.error(`${title} … failed after ${elapsed(startedAt)}\n\n${error.message}`);
    process.exit(1);
  }
}

function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const passOn = (signal) => {
      child.kill(signal);
      process.exit(128 + constants.signals[signal]);
    };
    process.once('SIGINT', passOn);
    process.once('SIGTERM', passOn);
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      process.off('SIGINT', passOn);
      process.off('SIGTERM', passOn);
      if (code === 0) resolve();
      else reject(new StepFailed(`${output.trim()}\n\n${command} ended with ${signal ?? `code ${code}`}`));
    });
  });
}

function elapsed(startedAt) {
  const seconds = (performance.now() - startedAt) / 1000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

/** On a terminal the line counts the seconds; in a log it is written once at the start and once at the end. */
function tick(title, startedAt) {
  if (!process.stdout.isTTY) {
    console.log(`${title} …`);
    return () => {};
  }
  const show = () =>
    process.stdout.write(`\r${title} … ${Math.round((performance.now() - startedAt) / 1000)} s`);
  show();
  const timer = setInterval(show, 1000);
  return () => {
    clearInterval(timer);
    process.stdout.write('\r\u001b[K');
  };
}
