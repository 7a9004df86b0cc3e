import {
  IconAlertCircle,
  IconBan,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
} from '@tabler/icons-react';
import type { MessageStatus } from '@recado/sdk';

/** How a message stands, in ticks as WhatsApp draws them. */
export const statusIcons = {
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
