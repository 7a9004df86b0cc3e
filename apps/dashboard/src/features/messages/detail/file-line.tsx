import { Anchor, Button, Group } from '@mantine/core';
import { IconDownload, IconPaperclip } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../../lib/download.ts';
import { useTell } from '../../../lib/tell.ts';
import type { MessageFile } from './content-policy.ts';

/** The file of a message, to be saved or opened. */
export function FileLine({ file }: { file: MessageFile }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const save = useMutation({
    mutationFn: (mediaId: string) =>
      download({
        path: `/media/${mediaId}`,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      }),
    onError: tell.failed,
  });
  if ('link' in file)
    return (
      <Group gap={6} wrap="nowrap" mb={6}>
        <IconPaperclip size={16} aria-hidden />
        <Anchor href={file.link} target="_blank" rel="noreferrer noopener" size="sm" className="recado-break">
          {file.link}
        </Anchor>
      </Group>
    );
  return (
    <Button
      size="xs"
      variant="default"
      mb={6}
      loading={save.isPending}
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => save.mutate(file.mediaId)}
    >
      {t('messages.detail.saveFile')}
    </Button>
  );
}
