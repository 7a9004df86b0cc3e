import { Button, Menu } from '@mantine/core';
import { IconDownload, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../lib/download.ts';
import { useFormat } from '../lib/format.ts';
import { useTell } from '../lib/tell.ts';

export interface ExportFormat {
  label: string;
  /** Path and query of the file on this server. */
  path: string;
}

export interface ExportButtonProps {
  /** One is saved at once; of several one is chosen. */
  formats: readonly ExportFormat[];
  isDisabled?: boolean;
}

/** Saves a list as a file. While it comes, the button says how much is there and stops it. */
export function ExportButton({ formats, isDisabled = false }: ExportButtonProps): ReactNode {
  const { t } = useTranslation();
  const { bytes, start, stop } = useDownload();
  const format = useFormat();
  const [only] = formats;
  if (bytes !== undefined)
    return (
      <Button variant="default" leftSection={<IconX size={16} aria-hidden />} onClick={stop}>
        {t('words.exporting', { size: format.bytes(bytes) })}
      </Button>
    );
  const icon = <IconDownload size={16} aria-hidden />;
  if (formats.length === 1 && only !== undefined)
    return (
      <Button variant="default" leftSection={icon} disabled={isDisabled} onClick={() => start(only.path)}>
        {t('words.export')}
      </Button>
    );
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={icon} disabled={isDisabled}>
          {t('words.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ label, path }) => (
          <Menu.Item key={path} onClick={() => start(path)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useDownload() {
  const tell = useTell();
  const [bytes, setBytes] = useState<number>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = (path: string): void => {
    const controller = new AbortController();
    const { signal } = controller;
    running.current = controller;
    setBytes(0);
    download({ path, signal, onProgress: setBytes })
      .catch((error: unknown) => {
        if (!signal.aborted) tell.failed(error);
      })
      .finally(() => setBytes(undefined));
  };
  return { bytes, start, stop: () => running.current?.abort() };
}
