import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names and values, as many side by side as there is room. */
export function Facts({ facts }: { facts: readonly (Fact | undefined)[] }): ReactNode {
  return (
    <dl className="recado-facts">
      {facts.map(
        (fact) =>
          fact !== undefined && (
            <div key={fact.name}>
              <Text component="dt" size="xs" c="dimmed">
                {fact.name}
              </Text>
              <Text component="dd" size="sm" m={0}>
                {fact.value}
              </Text>
            </div>
          ),
      )}
    </dl>
  );
}
