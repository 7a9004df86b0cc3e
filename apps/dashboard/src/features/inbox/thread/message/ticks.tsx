import {
  IconAlertCircle,
  IconBan,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
} from '@tabler/icons-react';
import type { MessageStatus } from '@recado/sdk';
import type { ReactNode } from 'react';

const icons = {
  pending: IconClock,
  sending: IconClock,
  in_doubt: IconHelpCircle,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
  cancelled: IconBan,
  expired: IconAlertCircle,
} as const satisfies Record<MessageStatus, typeof IconCheck>;

/** How a message stands, in ticks as WhatsApp draws them. */
export function Ticks({ status }: { status: MessageStatus }): ReactNode {
  const Icon = icons[status];
  return <Icon size={16} stroke={2} className="recado-thread-ticks" data-status={status} aria-hidden />;
}
