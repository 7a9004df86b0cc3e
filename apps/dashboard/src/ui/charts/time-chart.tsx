import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { placeOf, scaleOf } from './chart-policy.ts';
import { useMomentText } from './moment-text.ts';
import { Plot } from './plot.tsx';
import type { Series } from './series.ts';
import { DAY_MS, ticksOf } from './time-policy.ts';
import { useCursor } from './use-cursor.ts';
import type { Zoom } from './use-zoom.ts';
import './charts.css';

export interface TimeChartProps {
  label: string;
  series: readonly Series[];
  zoom: Zoom;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** Counts over time, to be looked at, pointed at, walked over with the arrow keys, and looked at closer. */
export function TimeChart({ label, series, zoom }: TimeChartProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const hintId = useId();
  const { groups, sizeMs } = zoom;
  const nowMs = useNow(5_000);
  const cursor = useCursor(zoom);
  const moment = useMomentText(sizeMs);
  const marks = scaleOf(Math.max(0, ...groups.flatMap(({ values }) => values)));
  const top = marks.at(-1) ?? 1;
  const read = groups[cursor.index ?? -1];
  const said = (index: number | undefined): string => {
    const group = groups[index ?? groups.length - 1];
    if (group === undefined) return '';
    const values = series.map(({ name }, place) => `${name} ${format.number(group.values[place] ?? 0)}`);
    return `${moment.full(group.atMs)}: ${values.join(', ')}`;
  };
  return (
    <div className="recado-time-chart">
      <Scale marks={marks} />
      <div
        className="recado-plot"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-describedby={hintId}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, groups.length)}
        aria-valuenow={(cursor.index ?? groups.length - 1) + 1}
        aria-valuetext={said(cursor.index)}
        onKeyDown={cursor.onKeyDown}
        onPointerDown={cursor.onPointerDown}
        onPointerMove={cursor.onPointerMove}
        onPointerUp={cursor.onPointerUp}
        onPointerLeave={cursor.onPointerLeave}
        onDoubleClick={zoom.reset}
      >
        <Marks marks={marks} />
        <Plot
          groups={groups}
          series={series}
          top={top}
          isBars={sizeMs >= DAY_MS}
          isUnfinished={(groups.at(-1)?.atMs ?? 0) + sizeMs > nowMs}
        />
        {cursor.selection !== undefined && (
          <span
            className="recado-chart-selection"
            style={{
              left: percent(cursor.selection.first / groups.length),
              right: percent(1 - (cursor.selection.last + 1) / groups.length),
            }}
          />
        )}
        {read !== undefined && cursor.index !== undefined && (
          <Reading
            share={placeOf(cursor.index, groups.length)}
            title={moment.full(read.atMs)}
            rows={series.map(({ name, color }, place) => ({
              name,
              color,
              value: format.number(read.values[place] ?? 0),
            }))}
          />
        )}
      </div>
      <div className="recado-chart-ticks" aria-hidden>
        {ticksOf(groups, sizeMs).map(({ index, everyMs }) => (
          <span key={index} style={{ left: percent(placeOf(index, groups.length)) }}>
            {moment.tick(groups[index]?.atMs ?? 0, everyMs)}
          </span>
        ))}
      </div>
      <span id={hintId} hidden>
        {t('words.chart.hint')}
      </span>
    </div>
  );
}

/** The numbers of the scale, the largest on top. */
function Scale({ marks }: { marks: readonly number[] }): ReactNode {
  const format = useFormat();
  return (
    <div className="recado-chart-scale" aria-hidden>
      {marks.toReversed().map((mark) => (
        <span key={mark}>{format.number(mark)}</span>
      ))}
    </div>
  );
}

/** A line for each number of the scale. */
function Marks({ marks }: { marks: readonly number[] }): ReactNode {
  const top = marks.at(-1) ?? 1;
  return marks.map((mark) => (
    <span key={mark} className="recado-chart-mark" style={{ bottom: percent(mark / top) }} />
  ));
}

interface ReadingProps {
  share: number;
  title: string;
  rows: readonly (Series & { value: string })[];
}

/** What is under the cursor, beside it. */
function Reading({ share, title, rows }: ReadingProps): ReactNode {
  return (
    <>
      <span className="recado-chart-cursor" style={{ left: percent(share) }} aria-hidden />
      <div
        className="recado-chart-reading"
        style={share < 0.5 ? { left: percent(share) } : { right: percent(1 - share) }}
        aria-hidden
      >
        <div className="recado-chart-reading-title">{title}</div>
        {rows.map(({ name, color, value }) => (
          <div key={name} className="recado-chart-reading-row">
            <span className={`recado-key recado-key-${color}`} />
            <span>{name}</span>
            <b>{value}</b>
          </div>
        ))}
      </div>
    </>
  );
}
