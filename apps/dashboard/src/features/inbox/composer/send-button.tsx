import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import { IconCheck, IconChevronDown, IconSend2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseSendKey, useSendKey } from './writing/send-key.ts';

export interface SendButtonProps {
  isDisabled: boolean;
  /** It will be sent once the files are uploaded. */
  isWaiting: boolean;
  onSend: () => void;
}

/** Sends, and chooses how. */
export function SendButton({ isDisabled, isWaiting, onSend }: SendButtonProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap={1} wrap="nowrap" className="recado-send">
      <Tooltip label={t('composer.message.sending')} disabled={!isWaiting}>
        <Button
          size="xs"
          leftSection={<IconSend2 size={16} aria-hidden />}
          disabled={isDisabled}
          loading={isWaiting}
          onClick={onSend}
        >
          {t('composer.message.send')}
        </Button>
      </Tooltip>
      <SendOptions />
    </Group>
  );
}

function SendOptions(): ReactNode {
  const { t } = useTranslation();
  const sendKey = useSendKey();
  const choices = [
    ['enter', t('composer.sendKey.enter')],
    ['ctrl-enter', t('composer.sendKey.ctrlEnter')],
  ] as const;
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="filled" size={30} aria-label={t('composer.sendOptions')}>
          <IconChevronDown size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('composer.sendWith')}</Menu.Label>
        {choices.map(([value, label]) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === sendKey}
            rightSection={value === sendKey ? <IconCheck size={16} aria-hidden /> : undefined}
            onClick={() => chooseSendKey(value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
