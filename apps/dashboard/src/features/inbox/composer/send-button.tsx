import { ActionIcon, Button, Group, Menu, Tooltip } from '@mantine/core';
import { IconCalendarTime, IconChevronDown, IconClock, IconSend2 } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScheduleDialog } from './schedule/schedule-dialog.tsx';
import { momentOf, presetsAt } from './schedule/schedule-policy.ts';
import { chooseSendKey, useSendKey } from './writing/send-key.ts';

export interface SendButtonProps {
  isDisabled: boolean;
  /** It will be sent once the files are uploaded. */
  isWaiting: boolean;
  /** It leaves later. */
  isScheduled: boolean;
  onSend: () => void;
  onSchedule: (at: Date) => void;
}

/** Sends, and chooses how and when. */
export function SendButton({
  isDisabled,
  isWaiting,
  isScheduled,
  onSend,
  onSchedule,
}: SendButtonProps): ReactNode {
  const { t } = useTranslation();
  const Icon = isScheduled ? IconCalendarTime : IconSend2;
  return (
    <Group gap={1} wrap="nowrap" className="recado-send">
      <Tooltip label={t('composer.message.sending')} disabled={!isWaiting}>
        <Button
          size="xs"
          leftSection={<Icon size={16} aria-hidden />}
          disabled={isDisabled}
          loading={isWaiting}
          onClick={onSend}
        >
          {isScheduled ? t('composer.message.schedule') : t('composer.message.send')}
        </Button>
      </Tooltip>
      <SendOptions onSchedule={onSchedule} />
    </Group>
  );
}

function SendOptions({ onSchedule }: Pick<SendButtonProps, 'onSchedule'>): ReactNode {
  const { t } = useTranslation();
  const [isChoosing, setIsChoosing] = useState(false);
  return (
    <>
      <Menu position="top-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="filled" size={30} aria-label={t('composer.sendOptions')}>
            <IconChevronDown size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('composer.schedule.label')}</Menu.Label>
          {presetsAt(new Date()).map((preset) => (
            <Menu.Item
              key={preset}
              leftSection={<IconClock size={16} aria-hidden />}
              onClick={() => onSchedule(momentOf(preset, new Date()))}
            >
              {t(`composer.schedule.${preset}`)}
            </Menu.Item>
          ))}
          <Menu.Item
            leftSection={<IconCalendarTime size={16} aria-hidden />}
            onClick={() => setIsChoosing(true)}
          >
            {t('composer.schedule.choose')}
          </Menu.Item>
          <Menu.Divider />
          <SendKeyItems />
        </Menu.Dropdown>
      </Menu>
      {isChoosing && (
        <ScheduleDialog
          onClose={() => setIsChoosing(false)}
          onChoose={(at) => {
            setIsChoosing(false);
            onSchedule(at);
          }}
        />
      )}
    </>
  );
}

function SendKeyItems(): ReactNode {
  const { t } = useTranslation();
  const sendKey = useSendKey();
  return (
    <>
      <Menu.Label>{t('composer.sendWith')}</Menu.Label>
      <Menu.RadioGroup
        value={sendKey}
        onChange={(value) => chooseSendKey(value === 'ctrl-enter' ? 'ctrl-enter' : 'enter')}
      >
        <Menu.RadioItem value="enter">{t('composer.sendKey.enter')}</Menu.RadioItem>
        <Menu.RadioItem value="ctrl-enter">{t('composer.sendKey.ctrlEnter')}</Menu.RadioItem>
      </Menu.RadioGroup>
    </>
  );
}
