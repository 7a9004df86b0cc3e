import { expect, test } from 'vitest';
import { quietSignalLibrary } from './quiet-signal-library.ts';

test('sessions that the Signal library prints stay out of the log, all else gets there', () => {
  const printed: unknown[][] = [];
  const print = (...parts: unknown[]) => void printed.push(parts);
  const printer = { info: print, warn: print, error: print };
  quietSignalLibrary(printer);
  printer.info('Closing session:', { privKey: 'secret' });
  printer.warn('Session already closed', { privKey: 'secret' });
  printer.error('Session error:Error: Bad MAC', 'stack');
  printer.info('a line of somebody else', 1);
  expect(printed).toEqual([['a line of somebody else', 1]]);
});
