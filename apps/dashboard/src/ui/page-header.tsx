import { Group, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** The heading of a page, which is also the title of its tab. */
export function PageHeader({ title, actions }: { title: string; actions?: ReactNode }): ReactNode {
  useDocumentTitle(`${title} · Recado`);
  return (
    <Group justify="space-between" gap="sm" mb="lg" mih={36}>
      <Title order={1} size="h2">
        {title}
      </Title>
      {actions !== undefined && <Group gap="xs">{actions}</Group>}
    </Group>
  );
}
