import { InstanceId, TenantId } from '@recado/contracts';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LeasedHold } from './session-hold.ts';

/** A hold whose clock stands until the test moves it; timers are apart from it, as after a pause of the process. */
function heldSince(askedAtMs: number) {
  const clock = { nowMs: askedAtMs };
  const hold = new LeasedHold({
    session: {
      tenantId: TenantId.parse(v7()),
      instanceId: InstanceId.parse(v7()),
      fence: 1,
      wanted: 'online',
      request: 1,
    },
    askedAtMs,
    trustedMs: 5_000,
    monotonicMs: () => clock.nowMs,
    assertHeld: () => Promise.resolve(),
  });
  return { hold, clock };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a hold on a session', () => {
  it('is not relied on any longer than since its renewal was asked for, though no timer ran meanwhile', () => {
    const { hold, clock } = heldSince(1_000);
    clock.nowMs = 5_999;
    expect(hold.mayAct()).toBe(true);
    clock.nowMs = 6_000;
    expect(hold.mayAct()).toBe(false);
    expect(hold.signal.aborted).toBe(true);
  });

  it('tells by itself that it is over, though nobody asks', () => {
    const { hold } = heldSince(1_000);
    vi.advanceTimersByTime(4_999);
    expect(hold.signal.aborted).toBe(false);
    vi.advanceTimersByTime(1);
    expect(hold.signal.aborted).toBe(true);
  });

  it('is relied on anew after a renewal, counted from when that was asked for', () => {
    const { hold, clock } = heldSince(1_000);
    clock.nowMs = 4_000;
    hold.renewed(3_500);
    clock.nowMs = 8_499;
    expect(hold.mayAct()).toBe(true);
    clock.nowMs = 8_500;
    expect(hold.mayAct()).toBe(false);
  });

  it('does not come back once it is over, whatever answer arrives late', () => {
    const { hold, clock } = heldSince(1_000);
    clock.nowMs = 6_000;
    expect(hold.mayAct()).toBe(false);
    hold.renewed(6_000);
    expect(hold.mayAct()).toBe(false);
  });
});
