import type { BroadcastProgress } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';
import { arrived, partDone, sharesOf } from './progress-policy.ts';

/** All recipients as one bar, in the colours of their results. */
export function ProgressBar({ progress }: { progress: BroadcastProgress }): ReactNode {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <div
      className="recado-broadcast-bar"
      role="progressbar"
      aria-label={t('broadcasts.progress.label')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(partDone(progress) * 100)}
      aria-valuetext={t('broadcasts.progress.text', {
        percent: percent.format(partDone(progress)),
        arrived: format.number(arrived(progress)),
      })}
    >
      {sharesOf(progress).map(({ result, share }) => (
        <span
          key={result}
          className={`recado-part-${result}`}
          style={{ width: `${String(share * 100)}%` }}
          aria-hidden
        />
      ))}
    </div>
  );
}
