import { ActionIcon, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { moved, without } from './reorder-policy.ts';

export interface ReorderButtonsProps<Item> {
  list: readonly Item[];
  index: number;
  /** What the item is called, for the names of the buttons. */
  name: string;
  onChange: (list: Item[]) => void;
  /** Whether the last one may go too. */
  mayBeEmpty?: boolean;
}

/**
 * Moves an item of a `recado-reorder` list up or down, or takes it out. The focus goes with the item, so that the same key moves it
 * on.
 */
export function ReorderButtons<Item>(props: ReorderButtonsProps<Item>): ReactNode {
  const { t } = useTranslation();
  const { list, index, name, onChange, mayBeEmpty = true } = props;
  const move = ({ currentTarget }: MouseEvent<HTMLButtonElement>, to: number, direction: string): void => {
    if (to < 0 || to >= list.length) return;
    const place = currentTarget.closest('.recado-reorder');
    flushSync(() => onChange(moved(list, index, to)));
    place
      ?.querySelector<HTMLElement>(`:scope > :nth-child(${String(to + 1)}) [data-move="${direction}"]`)
      ?.focus();
  };
  const button = { variant: 'subtle', color: 'gray', size: 'md' } as const;
  const [isFirst, isLast] = [index === 0, index === list.length - 1];
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon
        {...button}
        data-move="up"
        data-disabled={isFirst || undefined}
        aria-disabled={isFirst}
        aria-label={t('agents.order.up', { name })}
        onClick={(event) => move(event, index - 1, 'up')}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        {...button}
        data-move="down"
        data-disabled={isLast || undefined}
        aria-disabled={isLast}
        aria-label={t('agents.order.down', { name })}
        onClick={(event) => move(event, index + 1, 'down')}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      {(mayBeEmpty || list.length > 1) && (
        <ActionIcon
          {...button}
          aria-label={t('agents.order.remove', { name })}
          onClick={() => onChange(without(list, index))}
        >
          <IconTrash size={16} />
        </ActionIcon>
      )}
    </Group>
  );
}
