import { ActionIcon, Menu, Popover, Tooltip } from '@mantine/core';
import { IconFileText, IconMoodSmile, IconPhoto, IconPlus, IconTemplate } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

const EmojiPicker = lazy(async () => ({ default: (await import('./emoji/emoji-picker.tsx')).EmojiPicker }));

export interface ToolbarProps {
  channel: 'cloud' | 'web' | undefined;
  onFiles: (files: File[], isDocument: boolean) => void;
  onEmoji: (emoji: string) => void;
  onTemplate: () => void;
}

/** Everything beside text that a message can be made of. */
export function Toolbar({ channel, onFiles, onEmoji, onTemplate }: ToolbarProps): ReactNode {
  return (
    <div className="recado-composer-toolbar">
      <AddMenu onFiles={onFiles} />
      <EmojiButton onEmoji={onEmoji} />
      {channel === 'cloud' && <TemplateButton onTemplate={onTemplate} />}
    </div>
  );
}

function AddMenu({ onFiles }: Pick<ToolbarProps, 'onFiles'>): ReactNode {
  const { t } = useTranslation();
  const media = useRef<HTMLInputElement>(null);
  const documents = useRef<HTMLInputElement>(null);
  return (
    <>
      <Menu position="top-start">
        <Menu.Target>
          <Tooltip label={t('composer.more')}>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('composer.more')}>
              <IconPlus size={20} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPhoto size={16} aria-hidden />} onClick={() => media.current?.click()}>
            {t('composer.files.add')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileText size={16} aria-hidden />}
            onClick={() => documents.current?.click()}
          >
            {t('composer.files.addDocument')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FileInput input={media} label={t('composer.files.add')} onFiles={(files) => onFiles(files, false)} />
      <FileInput
        input={documents}
        label={t('composer.files.addDocument')}
        onFiles={(files) => onFiles(files, true)}
      />
    </>
  );
}

interface FileInputProps {
  input: RefObject<HTMLInputElement | null>;
  label: string;
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

function EmojiButton({ onEmoji }: Pick<ToolbarProps, 'onEmoji'>): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setIsOpen}
      position="top-start"
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
      radius="md"
    >
      <Popover.Target>
        <Tooltip label={t('composer.emoji.title')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('composer.emoji.title')}
            onClick={() => setIsOpen(!isOpen)}
          >
            <IconMoodSmile size={20} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Suspense fallback={<div className="recado-emoji" aria-busy />}>
          <EmojiPicker
            onPick={(emoji) => {
              setIsOpen(false);
              onEmoji(emoji);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function TemplateButton({ onTemplate }: Pick<ToolbarProps, 'onTemplate'>): ReactNode {
  const { t } = useTranslation();
  return (
    <Tooltip label={t('composer.template.open')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('composer.template.open')}
        onClick={onTemplate}
      >
        <IconTemplate size={20} />
      </ActionIcon>
    </Tooltip>
  );
}
