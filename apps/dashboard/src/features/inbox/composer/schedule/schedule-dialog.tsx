import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { localText, momentOf, readMoment } from './schedule-policy.ts';

export interface ScheduleDialogProps {
  onChoose: (at: Date) => void;
  onClose: () => void;
}

/** Asks for the day and time at which a message leaves. */
export function ScheduleDialog({ onChoose, onClose }: ScheduleDialogProps): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState(() => localText(momentOf('tomorrow', new Date())));
  const moment = readMoment(text, new Date());
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const chosen = readMoment(text, new Date());
    if ('at' in chosen) onChoose(chosen.at);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('composer.schedule.title')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            type="datetime-local"
            label={t('composer.schedule.at')}
            value={text}
            error={'fault' in moment ? t(`composer.schedule.${moment.fault}`) : undefined}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('words.cancel')}
            </Button>
            <Button type="submit" disabled={'fault' in moment}>
              {t('composer.schedule.set')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
