import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconWifiOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Says that what is shown may be old. */
export function OfflineBanner(): ReactNode {
  const { t } = useTranslation();
  const { online } = useNetwork();
  return (
    <div role="status">
      {!online && (
        <Alert
          className="recado-alert"
          variant="outline"
          color="yellow"
          mb="md"
          icon={<IconWifiOff aria-hidden />}
        >
          {t('shell.offline')}
        </Alert>
      )}
    </div>
  );
}
