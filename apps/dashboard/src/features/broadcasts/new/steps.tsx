import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { steps } from './draft-policy.ts';

/** Where one is among the steps; leads back to those that are done. */
export function Steps({ at, onChoose }: { at: number; onChoose: (place: number) => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <ol className="recado-broadcast-steps" aria-label={t('broadcasts.steps.label')}>
      {steps.map((step, place) => (
        <li
          key={step}
          {...(place === at && { 'aria-current': 'step' })}
          {...(place < at && { 'data-done': '' })}
        >
          <UnstyledButton disabled={place >= at} onClick={() => onChoose(place)}>
            <span className="recado-broadcast-steps-number">{place + 1}</span>
            <span className="recado-broadcast-steps-name">{t(`broadcasts.steps.${step}`)}</span>
          </UnstyledButton>
        </li>
      ))}
    </ol>
  );
}
