import { Alert } from '@mantine/core';
import { useDebouncedValue, useNetwork } from '@mantine/hooks';
import { IconCloudOff, IconWifiOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveState } from '../../lib/live/live.ts';

/** The server starts anew within this time, mostly. */
const PATIENCE_MS = 4_000;

/** Says that what is shown may be old. */
export function ConnectionBanner(): ReactNode {
  const { t } = useTranslation();
  const { online } = useNetwork();
  const state = useLiveState();
  const [lasting] = useDebouncedValue(state, PATIENCE_MS);
  const isAway = state === 'reconnecting' && lasting === 'reconnecting';
  return (
    <div role="status">
      {!online && <Banner icon={<IconWifiOff aria-hidden />}>{t('shell.offline')}</Banner>}
      {online && isAway && <Banner icon={<IconCloudOff aria-hidden />}>{t('shell.away')}</Banner>}
    </div>
  );
}

function Banner({ icon, children }: { icon: ReactNode; children: string }): ReactNode {
  return (
    <Alert className="recado-alert recado-connection" variant="outline" color="yellow" icon={icon}>
      {children}
    </Alert>
  );
}
