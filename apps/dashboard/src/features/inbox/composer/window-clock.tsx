import { Tooltip } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import type { Conversation } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../lib/use-now.ts';
import { timeLeft, windowOf } from './composer-policy.ts';

const EVERY_MS = 15_000;

/** How long free messages still get through, once that is not long. */
export function WindowClock({ conversation }: { conversation: Conversation }): ReactNode {
  const { t } = useTranslation();
  const window = windowOf(conversation, useNow(EVERY_MS));
  if (window.kind !== 'closing') return null;
  const { hours, minutes } = timeLeft(window.leftMs);
  return (
    <Tooltip label={t('composer.window.hint')} multiline w={260}>
      <span className="recado-composer-clock" tabIndex={0}>
        <IconClockExclamation size={15} aria-hidden />
        {hours === 0
          ? t('composer.window.closingSoon', { minutes })
          : t('composer.window.closing', { hours, minutes })}
      </span>
    </Tooltip>
  );
}
