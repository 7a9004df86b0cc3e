import { Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../lib/api/profile.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { CauseLink } from './cause-link.tsx';
import type { Period } from './overview-period.ts';
import { useFigures, type Figure } from './use-figures.ts';

/** The figures that are looked at first. */
export function Figures({ period }: { period: Period }): ReactNode {
  const { figures, isPending, error, retry } = useFigures(period);
  if (error !== null)
    return (
      <div className="recado-overview-figures">
        <ErrorState error={error} onRetry={retry} />
      </div>
    );
  return (
    <dl className="recado-panel recado-overview-figures" aria-busy={isPending}>
      {figures.map((figure) => (
        <FigureCell key={figure.name} figure={figure} isPending={isPending} />
      ))}
    </dl>
  );
}

function FigureCell({ figure, isPending }: { figure: Figure; isPending: boolean }): ReactNode {
  const { t } = useTranslation();
  const { name, value, hint, cause, permission, isBad = false } = figure;
  const maySee = useMay(permission);
  return (
    <div className="recado-figure">
      <dt>
        <CauseLink cause={maySee ? cause : undefined} className="recado-figure-name">
          {t(`overview.figures.${name}`)}
        </CauseLink>
      </dt>
      <dd>
        {isPending ? (
          <Skeleton height={30} width={72} my={4} />
        ) : (
          <span className="recado-figure-value" {...(isBad && { 'data-bad': '' })}>
            {value}
          </span>
        )}
        <Text size="xs" c="dimmed" className="recado-figure-hint">
          {isPending ? ' ' : hint}
        </Text>
      </dd>
    </div>
  );
}
