import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  body: string;
  action?: ReactNode;
  /** It is all there is on the page. */
  isWholePage?: boolean;
}

/** What a page shows when there is nothing to show, and what to do about it. */
export function EmptyState({ icon, title, body, action, isWholePage = false }: EmptyStateProps): ReactNode {
  return (
    <Stack component={isWholePage ? 'main' : 'div'} align="center" gap="xs" py={56} px="md" ta="center">
      <div className="recado-empty-icon" aria-hidden>
        {icon}
      </div>
      <Title order={isWholePage ? 1 : 2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" maw={420}>
        {body}
      </Text>
      {action !== undefined && <div className="recado-empty-action">{action}</div>}
    </Stack>
  );
}
