import type { ReactNode } from 'react';

export type DotColor = 'green' | 'yellow' | 'red' | 'gray';

/** A point of colour beside a word that says the same. */
export function Dot({ color, isPulsing = false }: { color: DotColor; isPulsing?: boolean }): ReactNode {
  return (
    <span className={`recado-dot recado-dot-${color}`} aria-hidden {...(isPulsing && { 'data-pulse': '' })} />
  );
}
