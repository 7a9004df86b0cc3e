import type { AttemptTimings } from '@recado/sdk';

export const timingNames = ['dns', 'connect', 'tls', 'wait', 'read'] as const;
export type TimingName = (typeof timingNames)[number];

export interface TimingPart {
  name: TimingName;
  ms: number;
}

/** The parts of a request one after another; those that did not happen are left out. */
export function partsOf({ dns, connect, tls, firstByte, total }: AttemptTimings): TimingPart[] {
  const connecting = (dns ?? 0) + (connect ?? 0) + (tls ?? 0);
  const parts: { name: TimingName; ms: number | null }[] = [
    { name: 'dns', ms: dns },
    { name: 'connect', ms: connect },
    { name: 'tls', ms: tls },
    { name: 'wait', ms: Math.max((firstByte ?? total) - connecting, 0) },
    { name: 'read', ms: firstByte === null ? null : Math.max(total - firstByte, 0) },
  ];
  return parts.flatMap(({ name, ms }) => (ms === null ? [] : [{ name, ms }]));
}
