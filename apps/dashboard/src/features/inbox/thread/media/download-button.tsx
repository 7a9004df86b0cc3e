import { ActionIcon } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../../../lib/tell.ts';
import { mediaFileQuery } from './media-queries.ts';

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Fetches a file, and saves it under its name. */
export function DownloadButton({ id, name }: { id: string; name: string }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const client = useQueryClient();
  const download = useMutation({
    mutationFn: () => client.query(mediaFileQuery(id)),
    onSuccess: (file) => save(file, name),
    onError: tell.failed,
  });
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      loading={download.isPending}
      aria-label={t('thread.media.download', { name })}
      onClick={() => download.mutate()}
    >
      <IconDownload size={18} />
    </ActionIcon>
  );
}
