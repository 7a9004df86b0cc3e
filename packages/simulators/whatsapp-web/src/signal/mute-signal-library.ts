const NOISE =
  /^(Closing (stale )?(open )?session|Failed to decrypt message with any known session|Session error:)/;

/**
 * The Signal library prints whole sessions, with their keys, to the console whenever one takes the place of another.
 * A command that talks to a terminal gives its `console` to leave those lines out.
 */
export function muteSignalLibrary(terminal: Pick<Console, 'log' | 'info' | 'warn' | 'error'>): void {
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    const print = terminal[method].bind(terminal);
    terminal[method] = (...parts: unknown[]) => {
      const [first] = parts;
      if (!(typeof first === 'string' && NOISE.test(first))) print(...parts);
    };
  }
}
