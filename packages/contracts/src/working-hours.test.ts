import { describe, expect, it } from 'vitest';
import { isWorkingTime, WorkingHours } from './working-hours.ts';

const hours = WorkingHours.parse({
  timeZone: 'America/Sao_Paulo',
  weekly: [
    { days: ['monday', 'friday'], from: '09:00', to: '12:00' },
    { days: ['monday'], from: '13:00', to: '18:00' },
    { days: ['saturday'], from: '22:00', to: '24:00' },
    { days: ['sunday'], from: '00:00', to: '02:00' },
  ],
  holidays: ['2026-12-25'],
});

describe('whether it is work', () => {
  it.each([
    ['2026-11-23T11:59:59Z', false, 'a minute early'],
    ['2026-11-23T12:00:00Z', true, 'as the shift begins'],
    ['2026-11-23T14:59:59Z', true, 'in its last minute'],
    ['2026-11-23T15:00:00Z', false, 'at lunch'],
    ['2026-11-23T16:00:00Z', true, 'in the second shift of the day'],
    ['2026-11-24T15:30:00Z', false, 'on a day without a shift'],
    ['2026-12-25T13:00:00Z', false, 'on a holiday that is a Friday'],
    ['2026-11-29T02:59:59Z', true, 'up to midnight, which is another day in UTC'],
    ['2026-11-29T03:30:00Z', true, 'past midnight, by the shift of the next day'],
    ['2026-11-29T05:00:00Z', false, 'as the night shift ends'],
  ])('%s is %s: %s', (at, expected) => {
    expect(isWorkingTime(hours, new Date(at))).toBe(expected);
  });

  it('summer time moves the shifts along', () => {
    const berlin = WorkingHours.parse({
      timeZone: 'Europe/Berlin',
      weekly: [{ days: ['monday'], from: '09:00', to: '10:00' }],
    });
    expect(isWorkingTime(berlin, new Date('2026-07-06T07:30:00Z'))).toBe(true);
    expect(isWorkingTime(berlin, new Date('2026-12-07T07:30:00Z'))).toBe(false);
    expect(isWorkingTime(berlin, new Date('2026-12-07T08:30:00Z'))).toBe(true);
  });
});

it.each([
  [{ timeZone: 'Mars/Olympus', weekly: [{ days: ['monday'], from: '09:00', to: '18:00' }] }],
  [{ timeZone: 'UTC', weekly: [{ days: ['monday'], from: '18:00', to: '09:00' }] }],
  [{ timeZone: 'UTC', weekly: [{ days: ['monday'], from: '9:00', to: '18:00' }] }],
  [{ timeZone: 'UTC', weekly: [{ days: ['segunda'], from: '09:00', to: '18:00' }] }],
  [{ timeZone: 'UTC', weekly: [{ days: ['monday'], from: '09:00', to: '24:01' }] }],
  [{ timeZone: 'UTC', weekly: [] }],
])('%j is refused', (given) => {
  expect(WorkingHours.safeParse(given).success).toBe(false);
});
