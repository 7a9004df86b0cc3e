import { Text } from '@mantine/core';
import type { BroadcastProgress } from '@recado/sdk';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { sharesOf } from '../progress-policy.ts';

const route = getRouteApi('/shell/broadcasts/$broadcastId');

/** The legend of the bar with the counts; each shows its recipients. */
export function Results({ progress }: { progress: BroadcastProgress }): ReactNode {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { broadcastId } = route.useParams();
  const chosen = route.useSearch().result;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <ul className="recado-results">
      {sharesOf(progress).map(({ result, count, share }) => (
        <li key={result}>
          <Link
            className={`recado-result recado-part-${result}`}
            to="/broadcasts/$broadcastId"
            params={{ broadcastId }}
            search={chosen === result ? {} : { result }}
            aria-current={chosen === result}
            resetScroll={false}
            replace
          >
            <span className="recado-result-name">{t(`broadcasts.result.${result}`)}</span>
            <span className="recado-result-count">{format.number(count)}</span>{' '}
            <Text size="xs" c="dimmed" span>
              {percent.format(share)}
            </Text>
          </Link>
        </li>
      ))}
    </ul>
  );
}
