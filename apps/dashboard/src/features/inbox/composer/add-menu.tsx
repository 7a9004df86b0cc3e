import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAddressBook,
  IconChartBar,
  IconExternalLink,
  IconFileText,
  IconLayoutList,
  IconMapPin,
  IconPhoto,
  IconPlus,
  IconSquareRoundedCheck,
} from '@tabler/icons-react';
import type { OutboundContent } from '@recado/sdk';
import { Suspense, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../../lib/parts/load-part.ts';
import { buildersOf, type BuilderKind } from './builders/builder-policy.ts';

const BuilderDialog = lazyPart(() => import('./builders/builder-dialog.tsx'), 'BuilderDialog');

export interface AddMenuProps {
  channel: 'cloud' | 'web' | undefined;
  mayUpload: boolean;
  onFiles: (files: File[], isDocument: boolean) => void;
  onMessage: (message: OutboundContent) => void;
}

const icons = {
  buttons: IconSquareRoundedCheck,
  list: IconLayoutList,
  cta_url: IconExternalLink,
  poll: IconChartBar,
  location: IconMapPin,
  contacts: IconAddressBook,
} as const;

/** Files, and what is put together in a dialog of its own. */
export function AddMenu({ channel, mayUpload, onFiles, onMessage }: AddMenuProps): ReactNode {
  const { t } = useTranslation();
  const media = useRef<HTMLInputElement>(null);
  const documents = useRef<HTMLInputElement>(null);
  const [building, setBuilding] = useState<BuilderKind>();
  return (
    <>
      <Menu position="top-start" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            title={t('composer.more')}
            aria-label={t('composer.more')}
          >
            <IconPlus size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayUpload && (
            <>
              <FileItem
                icon={<IconPhoto size={16} aria-hidden />}
                input={media}
                label={t('composer.files.add')}
              />
              <FileItem
                icon={<IconFileText size={16} aria-hidden />}
                input={documents}
                label={t('composer.files.addDocument')}
              />
              <Menu.Divider />
            </>
          )}
          {buildersOf(channel ?? 'cloud').map((kind) => {
            const Icon = icons[kind];
            return (
              <Menu.Item
                key={kind}
                leftSection={<Icon size={16} aria-hidden />}
                onClick={() => setBuilding(kind)}
              >
                {t(`composer.build.kind.${kind}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <FileInput input={media} label={t('composer.files.add')} onFiles={(files) => onFiles(files, false)} />
      <FileInput
        input={documents}
        label={t('composer.files.addDocument')}
        onFiles={(files) => onFiles(files, true)}
      />
      {building !== undefined && (
        <Suspense>
          <BuilderDialog kind={building} onSend={onMessage} onClose={() => setBuilding(undefined)} />
        </Suspense>
      )}
    </>
  );
}

interface FileItemProps {
  icon: ReactNode;
  input: RefObject<HTMLInputElement | null>;
  label: string;
}

function FileItem({ icon, input, label }: FileItemProps): ReactNode {
  return (
    <Menu.Item leftSection={icon} onClick={() => input.current?.click()}>
      {label}
    </Menu.Item>
  );
}

interface FileInputProps extends Omit<FileItemProps, 'icon'> {
  onFiles: (files: File[]) => void;
}

function FileInput({ input, label, onFiles }: FileInputProps): ReactNode {
  return (
    <input
      ref={input}
      type="file"
      multiple
      hidden
      aria-label={label}
      onChange={({ currentTarget }) => {
        onFiles([...(currentTarget.files ?? [])]);
        // The same file may be chosen again.
        currentTarget.value = '';
      }}
    />
  );
}
