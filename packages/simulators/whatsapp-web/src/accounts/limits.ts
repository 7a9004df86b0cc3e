/** Whether WhatsApp keeps the account from writing to people it never wrote with. */
export interface ReachoutTimelock {
  readonly isActive: boolean;
  /** Seconds since the Unix epoch. */
  readonly endsAtSeconds?: number | undefined;
  readonly enforcementType?: string | undefined;
}

/** How many new chats the account may begin. */
export interface NewChatCap {
  readonly totalQuota: number;
  readonly usedQuota: number;
  readonly status: 'NONE' | 'FIRST_WARNING' | 'SECOND_WARNING' | 'CAPPED';
  readonly cycleStartSeconds?: number | undefined;
  readonly cycleEndSeconds?: number | undefined;
}
