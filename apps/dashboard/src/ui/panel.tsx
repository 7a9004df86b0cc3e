import { Group, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';

export interface PanelProps {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of a page, with a heading of its own. */
export function Panel({ title, actions, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section className="recado-panel" aria-labelledby={id}>
      <Group justify="space-between" gap="xs" mb="md" mih={28}>
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </section>
  );
}
