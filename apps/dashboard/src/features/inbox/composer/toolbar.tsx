import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconBolt, IconMicrophone, IconMoodSmile, IconTemplate } from '@tabler/icons-react';
import type { Instance, OutboundContent } from '@recado/sdk';
import { Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../../lib/parts/load-part.ts';
import { useMay } from '../../../lib/api/profile.ts';
import { AddMenu } from './add-menu.tsx';
import type { GapValues } from './quick-replies/quick-reply-policy.ts';

const EmojiPicker = lazyPart(() => import('./emoji/emoji-picker.tsx'), 'EmojiPicker');
const QuickRepliesDialog = lazyPart(
  () => import('./quick-replies/quick-replies-dialog.tsx'),
  'QuickRepliesDialog',
);

export interface ToolbarProps {
  number: Instance | undefined;
  gapValues: GapValues;
  onFiles: (files: File[], isDocument: boolean) => void;
  /** Puts a text where the caret is. */
  onInsert: (text: string) => void;
  onMessage: (message: OutboundContent) => void;
  onTemplate: () => void;
  onRecord: () => void;
}

/** Everything beside text that a message can be made of. */
export function Toolbar(props: ToolbarProps): ReactNode {
  const { t } = useTranslation();
  const { number, gapValues, onInsert } = props;
  const mayUpload = useMay('media:write');
  return (
    <div className="recado-composer-toolbar" role="toolbar" aria-label={t('composer.more')}>
      <AddMenu
        channel={number?.channel}
        mayUpload={mayUpload}
        onFiles={props.onFiles}
        onMessage={props.onMessage}
      />
      <EmojiButton onInsert={onInsert} />
      <QuickRepliesButton gapValues={gapValues} onInsert={onInsert} />
      {number?.channel === 'cloud' && (
        <Tool label={t('composer.template.open')} onClick={props.onTemplate}>
          <IconTemplate size={20} />
        </Tool>
      )}
      {mayUpload && (
        <Tool label={t('composer.voice.record')} onClick={props.onRecord}>
          <IconMicrophone size={20} />
        </Tool>
      )}
    </div>
  );
}

interface ToolProps {
  label: string;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ label, onClick, children }: ToolProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function QuickRepliesButton({
  gapValues,
  onInsert,
}: Pick<ToolbarProps, 'gapValues' | 'onInsert'>): ReactNode {
  const { t } = useTranslation();
  const mayWrite = useMay('conversations:write');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Tool label={t('composer.quickReplies.title')} onClick={() => setIsOpen(true)}>
        <IconBolt size={20} />
      </Tool>
      {isOpen && (
        <Suspense>
          <QuickRepliesDialog
            gapValues={gapValues}
            mayWrite={mayWrite}
            onUse={onInsert}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}

function EmojiButton({ onInsert }: Pick<ToolbarProps, 'onInsert'>): ReactNode {
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
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          title={t('composer.emoji.title')}
          aria-label={t('composer.emoji.title')}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconMoodSmile size={20} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Suspense fallback={<div className="recado-emoji" aria-busy />}>
          <EmojiPicker
            onPick={(emoji) => {
              setIsOpen(false);
              onInsert(emoji);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
