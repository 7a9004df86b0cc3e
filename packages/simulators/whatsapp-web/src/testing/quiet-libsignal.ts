import { vi } from 'vitest';

/** The Signal library prints whole sessions whenever one takes the place of another. */
export function quietLibsignal(): void {
  for (const method of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation(() => undefined);
  }
}
