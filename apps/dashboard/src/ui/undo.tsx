import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const SECONDS = 8;

/** Says in a corner that something was done, and offers to undo it for some seconds. */
export function useTellUndoable(): (message: string, undo: () => void) => void {
  const id = useId();
  return useCallback(
    (message, undo) => {
      notifications.hide(id);
      notifications.show({
        id,
        autoClose: SECONDS * 1_000,
        message: (
          <Undoable
            message={message}
            onUndo={() => {
              notifications.hide(id);
              undo();
            }}
          />
        ),
      });
    },
    [id],
  );
}

function Undoable({ message, onUndo }: { message: string; onUndo: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button size="xs" variant="default" onClick={onUndo}>
        {t('words.undo')}
      </Button>
    </Group>
  );
}
