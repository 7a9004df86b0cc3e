import { Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type StepState = 'done' | 'current' | 'later';

interface StepProps {
  place: number;
  title: string;
  state: StepState;
  children: ReactNode;
}

/** A step: what it is about is seen while it is the one to take, and what came of it afterwards. */
export function Step({ place, title, state, children }: StepProps): ReactNode {
  const { t } = useTranslation();
  return (
    <li
      className="recado-guide-step"
      data-state={state}
      {...(state === 'current' && { 'aria-current': 'step' })}
    >
      <span className="recado-guide-step-mark">
        {state === 'done' ? <IconCheck size={16} aria-label={t('guide.done')} role="img" /> : place}
      </span>
      <div className="recado-guide-step-body">
        <Title order={2} size="h5">
          {title}
        </Title>
        {state === 'later' ? null : (
          <Text component="div" size="sm">
            {children}
          </Text>
        )}
      </div>
    </li>
  );
}
