import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MessageStatus } from '@recado/contracts';
import { climb, type ReportedStatus } from './status-policy.ts';

it.each<[MessageStatus, ReportedStatus, MessageStatus[]]>([
  ['sending', 'sent', ['sent']],
  ['in_doubt', 'sent', ['sent']],
  ['in_doubt', 'failed', ['failed']],
  ['pending', 'failed', []],
  ['sent', 'sent', []],
  ['sent', 'read', ['delivered', 'read']],
  ['in_doubt', 'read', ['sent', 'delivered', 'read']],
  ['read', 'delivered', []],
  ['delivered', 'failed', []],
  ['sent', 'failed', ['failed']],
  ['failed', 'failed', []],
  ['failed', 'delivered', ['delivered']],
  ['cancelled', 'sent', ['sent']],
])('%s, told %s, reaches %j', (current, reported, expected) => {
  expect(climb(current, reported)).toEqual(expected);
});

const reports = fc.array(fc.constantFrom<ReportedStatus>('sent', 'delivered', 'read', 'failed'), {
  maxLength: 12,
});
const rank: Partial<Record<MessageStatus, number>> = { sent: 1, failed: 1, delivered: 2, read: 3 };

it('whatever the order and however often reports come, a message ends at the highest and never goes down', () => {
  fc.assert(
    fc.property(reports, (told) => {
      let current: MessageStatus = 'sending';
      const reached: MessageStatus[] = [];
      for (const report of told) {
        const steps = climb(current, report);
        reached.push(...steps);
        current = steps.at(-1) ?? current;
      }
      const highest = Math.max(0, ...told.map((report) => rank[report] ?? 0));
      expect(rank[current] ?? 0).toBe(highest);
      expect(new Set(reached).size).toBe(reached.length);
    }),
  );
});
