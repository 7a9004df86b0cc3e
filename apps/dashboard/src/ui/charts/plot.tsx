import type { ReactNode } from 'react';
import { areaPath, barsPath, linePath, viewBox } from './chart-policy.ts';
import type { Series } from './series.ts';
import type { TimePoint } from './time-policy.ts';

export interface PlotProps {
  groups: readonly TimePoint[];
  series: readonly Series[];
  /** The value at the upper edge. */
  top: number;
  isBars: boolean;
  /** Whether the last group still grows; the way to it is dashed. */
  isUnfinished: boolean;
}

/** The drawing of a chart, as wide and high as its place; lines keep their thickness. */
export function Plot({ groups, series, top, isBars, isUnfinished }: PlotProps): ReactNode {
  const last = isUnfinished ? groups.length - 1 : groups.length;
  return (
    <svg className="recado-plot-drawing" viewBox={viewBox} preserveAspectRatio="none" aria-hidden>
      {series.map(({ name, color }, place) => {
        const values = groups.map((group) => group.values[place] ?? 0);
        if (isBars)
          return (
            <path
              key={name}
              className={`recado-bars recado-series-${color}`}
              d={barsPath(values, top, { place, of: series.length })}
            />
          );
        return (
          <g key={name} className={`recado-series-${color}`}>
            {place === 0 && <path className="recado-area" d={areaPath(values, top)} />}
            <path className="recado-line" d={linePath(values, top, { before: last })} />
            <path
              className="recado-line recado-line-unfinished"
              d={linePath(values, top, { from: last - 1 })}
            />
          </g>
        );
      })}
    </svg>
  );
}
