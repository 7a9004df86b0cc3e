import type { MessageStatus } from '@recado/sdk';
import type { ReactNode } from 'react';
import { statusIcons } from '../../status-icons.ts';

/** How a message stands, in ticks as WhatsApp draws them. */
export function Ticks({ status }: { status: MessageStatus }): ReactNode {
  const Icon = statusIcons[status];
  return <Icon size={16} stroke={2} className="recado-thread-ticks" data-status={status} aria-hidden />;
}
