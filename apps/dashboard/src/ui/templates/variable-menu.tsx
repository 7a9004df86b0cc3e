import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface VariableMenuProps {
  /** Names of what is known of each customer. */
  names: readonly string[];
  /** The field that it is for. */
  label: string;
  /** Is given the placeholder: `{{name}}`. */
  onChoose: (placeholder: string) => void;
}

/** Chooses what stands for each customer's own value. */
export function VariableMenu({ names, label, onChoose }: VariableMenuProps): ReactNode {
  const { t } = useTranslation();
  const title = t('templates.insert', { field: label });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Tooltip label={title}>
          <ActionIcon variant="subtle" color="gray" aria-label={title}>
            <IconBraces size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown className="recado-template-variables">
        {names.map((name) => (
          <Menu.Item key={name} ff="monospace" onClick={() => onChoose(`{{${name}}}`)}>
            {`{{${name}}}`}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
