import { Kbd, Modal, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { matchingCommands, type Command } from './commands.ts';

export interface CommandPaletteProps {
  commands: readonly Command[];
  onClose: () => void;
}

/** Where every command is found by its name; a combobox, so that the focus stays in the field. */
export function CommandPalette({ commands, onClose }: CommandPaletteProps): ReactNode {
  const { t } = useTranslation();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = matchingCommands(commands, typed);
  const chosen = found[Math.min(at, found.length - 1)];
  const run = (command: Command | undefined): void => {
    onClose();
    command?.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((Math.min(at, found.length - 1) + step + found.length) % found.length);
    }
    if (event.key === 'Enter') run(chosen);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding="xs"
      yOffset="12vh"
      size="lg"
      attributes={{ content: { 'aria-label': t('shell.commands.title') } }}
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen === undefined ? undefined : `${listId}-${chosen.id}`}
        aria-label={t('shell.commands.open')}
        placeholder={t('shell.commands.placeholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        mb="xs"
      />
      <div id={listId} role="listbox" aria-label={t('shell.commands.title')}>
        {found.map((command) => (
          <div
            key={command.id}
            id={`${listId}-${command.id}`}
            role="option"
            aria-selected={command === chosen}
            className="recado-command"
            onMouseMove={() => setAt(found.indexOf(command))}
            onClick={() => run(command)}
          >
            <Text size="sm" className="recado-command-title">
              {command.title}
            </Text>
            {command.keys?.split(' ').map((key) => (
              <Kbd key={key} size="xs">
                {key}
              </Kbd>
            ))}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <Text c="dimmed" size="sm" p="sm" role="status">
          {t('shell.commands.none')}
        </Text>
      )}
    </Modal>
  );
}
