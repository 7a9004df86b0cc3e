import type { Conversation } from '@recado/sdk';
import type { ReactNode } from 'react';

/** The telephone of the simulated customer of a sandbox number's conversation. */
export function SandboxPhone(_props: { conversation: Conversation; onClose: () => void }): ReactNode {
  return null;
}
