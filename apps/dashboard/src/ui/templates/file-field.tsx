import { Button, FileButton, Group, Progress, Stack, Text, TextInput } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadMedia } from '../../lib/api/upload-media.ts';
import { useFormat } from '../../lib/format.ts';
import { acceptedTypes, judgeFile, type MediaKind } from '../../lib/media-policy.ts';
import { ErrorState } from '../error-state.tsx';

export interface FileFieldProps {
  label: string;
  kind: Extract<MediaKind, 'image' | 'video' | 'document'>;
  /** The number that will send the file. */
  instanceId: string;
  /** A public address, or the id of an uploaded file. */
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** A file by its public address, or uploaded here and now. */
export function FileField({ label, kind, instanceId, value, error, onChange }: FileFieldProps): ReactNode {
  const { t } = useTranslation();
  const upload = useFileUpload({ kind, instanceId, onUploaded: onChange });
  const isUploaded = value !== '' && upload.uploadedId === value;
  return (
    <Stack gap={6}>
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <TextInput
          flex={1}
          label={label}
          placeholder={t('templates.file.address')}
          value={isUploaded ? upload.fileName : value}
          readOnly={isUploaded}
          error={upload.refusal ?? error}
          onChange={({ currentTarget }) => onChange(currentTarget.value.trim())}
        />
        {isUploaded || upload.part !== undefined ? (
          <Button
            variant="default"
            onClick={() => {
              upload.stop();
              onChange('');
            }}
          >
            {upload.part === undefined ? t('templates.file.remove') : t('words.cancel')}
          </Button>
        ) : (
          <FileButton accept={acceptedTypes(kind)} onChange={upload.start}>
            {(properties) => (
              <Button {...properties} variant="default" leftSection={<IconUpload size={16} aria-hidden />}>
                {t('templates.file.choose')}
              </Button>
            )}
          </FileButton>
        )}
      </Group>
      {upload.part !== undefined && <UploadProgress part={upload.part} />}
      {upload.failure !== undefined && <ErrorState error={upload.failure} />}
    </Stack>
  );
}

function UploadProgress({ part }: { part: number }): ReactNode {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(part);
  return (
    <Group gap="xs" wrap="nowrap">
      <Progress flex={1} value={part * 100} aria-label={t('templates.file.uploading', { percent })} />
      <Text size="xs" c="dimmed">
        {percent}
      </Text>
    </Group>
  );
}

interface UploadOptions {
  kind: MediaKind;
  instanceId: string;
  onUploaded: (mediaId: string) => void;
}

interface UploadState {
  part?: number;
  fileName?: string;
  uploadedId?: string;
  refusal?: string;
  failure?: unknown;
}

function useFileUpload({ kind, instanceId, onUploaded }: UploadOptions) {
  const { t } = useTranslation();
  const format = useFormat();
  const [state, setState] = useState<UploadState>({});
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const refusalOf = (file: File): string | undefined => {
    const verdict = judgeFile(file, kind);
    if (verdict.isTaken) return undefined;
    return verdict.reason === 'size'
      ? t('templates.file.size', { most: format.bytes(verdict.mostBytes) })
      : t(`templates.file.${verdict.reason}`);
  };

  const start = (file: File | null): void => {
    if (file === null) return;
    const refusal = refusalOf(file);
    setState(refusal === undefined ? { part: 0 } : { refusal });
    if (refusal !== undefined) return;
    running.current = new AbortController();
    const { signal } = running.current;
    const upload = { file, fileName: file.name, kind, instanceId, idempotencyKey: crypto.randomUUID() };
    uploadMedia({ ...upload, signal, onProgress: (part) => setState({ part }) }).then(
      ({ id }) => {
        setState({ fileName: file.name, uploadedId: id });
        onUploaded(id);
      },
      (failure: unknown) => setState(signal.aborted ? {} : { failure }),
    );
  };

  return {
    ...state,
    start,
    stop: () => {
      running.current?.abort();
      setState({});
    },
  };
}
