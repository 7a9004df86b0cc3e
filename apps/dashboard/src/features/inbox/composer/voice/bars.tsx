import type { ReactNode } from 'react';
import { barsOf } from './voice-policy.ts';

const COUNT = 36;

/** How loud a recording is over its time; decoration, since the time is said beside it. */
export function Bars({ levels, played }: { levels: readonly number[]; played: number }): ReactNode {
  const bars = barsOf(levels, COUNT);
  return (
    <svg className="recado-voice-bars" viewBox={`0 0 ${COUNT * 4} 24`} preserveAspectRatio="none" aria-hidden>
      {bars.map((level, index) => {
        const height = Math.max(2, level * 24);
        return (
          <rect
            key={index}
            x={index * 4}
            y={(24 - height) / 2}
            width={2.4}
            height={height}
            rx={1.2}
            data-played={index / COUNT < played}
          />
        );
      })}
    </svg>
  );
}
