import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** The sign and the name of the product. */
export function Logo(): ReactNode {
  return (
    <Group gap={8} wrap="nowrap">
      <svg width="26" height="26" viewBox="0 0 32 32" className="recado-logo" aria-hidden>
        <rect width="32" height="32" rx="9" fill="#0b7d57" />
        <path
          d="M9 9.5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7.2L11 25v-3.5H9a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2Z"
          fill="#fff"
        />
        <path
          d="m11.5 15.6 2.6 2.6 6.2-6"
          fill="none"
          stroke="#0b7d57"
          strokeWidth="2.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <Text fw={650} size="md" className="recado-label">
        Recado
      </Text>
    </Group>
  );
}
