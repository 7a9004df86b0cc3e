import type { AgentPresence } from '@recado/sdk';
import type { ReactNode } from 'react';
import { Dot, type DotColor } from './dot.tsx';

const colors = { online: 'green', away: 'yellow', offline: 'gray' } as const satisfies Record<
  AgentPresence,
  DotColor
>;

/** The colour of a presence, beside the word. */
export const PresenceDot = ({ presence }: { presence: AgentPresence }): ReactNode => (
  <Dot color={colors[presence]} />
);
