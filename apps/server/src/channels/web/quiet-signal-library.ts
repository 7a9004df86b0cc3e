/**
 * How the lines begin that the Signal library (libsignal 6, src/session_record.js, session_cipher.js, session_builder.js)
 * prints itself, several with the keys of a session after them.
 */
const LINES = [
  'Closing session:',
  'Opening session:',
  'Removing old closed session:',
  'Session already closed',
  'Session already open',
  'Migrating session to:',
  'V1 session storage migration error',
  'Closing open session in favor of incoming prekey bundle',
  'Failed to decrypt message with any known session',
  'Session error:',
  'Decrypted message with closed session.',
];

type Print = (...parts: unknown[]) => void;

const without =
  (print: Print): Print =>
  (...parts) => {
    const [first] = parts;
    if (typeof first === 'string' && LINES.some((line) => first.startsWith(line))) return;
    print(...parts);
  };

/** Keeps private keys out of the log: the library has no switch for what it prints to the console. */
export function quietSignalLibrary(printer: Pick<Console, 'info' | 'warn' | 'error'>): void {
  printer.info = without(printer.info.bind(printer));
  printer.warn = without(printer.warn.bind(printer));
  printer.error = without(printer.error.bind(printer));
}
