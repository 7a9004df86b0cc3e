import { Image, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../lib/use-now.ts';
import { qrCodeQuery } from '../queries.ts';

/** WhatsApp gives the next code when one ends; it is asked for until it is there. */
const ASK_AGAIN_MS = 1_000;

/** The code of the moment, with the time that it has left. */
export function QrCode({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const { data, refetch } = useQuery({
    ...qrCodeQuery(id),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.status === 'error' ? ASK_AGAIN_MS : false,
  });
  const nowMs = useNow(500);
  const seconds =
    data === undefined ? 0 : Math.max(0, Math.ceil((Date.parse(data.expiresAt) - nowMs) / 1_000));
  const isOver = data !== undefined && seconds === 0;
  useEffect(() => {
    if (!isOver) return;
    const timer = setInterval(() => void refetch(), ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isOver, refetch]);
  return (
    <Stack gap={6} align="center">
      <div className="recado-qr" aria-busy={data === undefined || isOver}>
        {data === undefined || isOver ? (
          <Loader aria-label={t('numbers.link.waiting')} color="recado" />
        ) : (
          <Image src={data.qrCode} alt={t('numbers.link.qrAlt')} w={232} h={232} />
        )}
      </div>
      <Text size="xs" c="dimmed">
        {data === undefined || isOver ? t('numbers.link.waiting') : t('numbers.link.expires', { seconds })}
      </Text>
    </Stack>
  );
}
