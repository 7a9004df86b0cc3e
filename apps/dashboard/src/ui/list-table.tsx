import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface ListColumn {
  name: string;
  /** Of the whole width; without it, as wide as what stands in it. */
  width?: string;
}

export interface ListTableProps {
  columns: readonly (string | ListColumn)[];
  /** Whether each row ends with what can be done with it. */
  hasActions?: boolean;
  /** Rows of one line stand closer together. */
  spacing?: 'xs' | 'sm';
  label?: string;
  className?: string;
  children: ReactNode;
}

const columnOf = (column: string | ListColumn): ListColumn =>
  typeof column === 'string' ? { name: column } : column;

/** A list of things: a table on a wide screen, a card for each row on a narrow one. */
export function ListTable({
  columns,
  hasActions = false,
  spacing = 'sm',
  label,
  className = '',
  children,
}: ListTableProps): ReactNode {
  return (
    <div className="recado-panel recado-table-panel">
      <Table
        className={`recado-cards ${className}`}
        verticalSpacing={spacing}
        horizontalSpacing="md"
        aria-label={label}
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map(columnOf).map(({ name, width }) => (
              <Table.Th key={name} w={width}>
                {name}
              </Table.Th>
            ))}
            {hasActions && <Table.Th aria-hidden />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}
