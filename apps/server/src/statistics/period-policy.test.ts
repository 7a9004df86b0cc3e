import { expect, it } from 'vitest';
import { daysOf, daysWithin, periodOf } from './period-policy.ts';

const now = new Date('2026-11-24T12:34:56Z');
const asked = (query: Parameters<typeof periodOf>[0]) => {
  const { from, to } = periodOf(query, now);
  return [from.toISOString(), to.toISOString()];
};

it.each([
  ['UTC', '2026-10-26T00:00:00.000Z', 30],
  ['America/Sao_Paulo', '2026-10-26T03:00:00.000Z', 30],
  ['Asia/Tokyo', '2026-10-25T15:00:00.000Z', 30],
])('by default it is today and the 29 days before, in %s', (timeZone, from, days) => {
  expect(asked({ timeZone })).toEqual([from, '2026-11-24T13:00:00.000Z']);
  expect(daysOf(periodOf({ timeZone }, now))).toHaveLength(days);
});

it('times are widened to full hours', () => {
  expect(asked({ timeZone: 'UTC', from: '2026-11-01T10:59:00Z', to: '2026-11-01T11:01:00Z' })).toEqual([
    '2026-11-01T10:00:00.000Z',
    '2026-11-01T12:00:00.000Z',
  ]);
});

it.each([
  [{ from: '2026-11-24T13:00:00Z' }, 'from'],
  [{ from: '2025-11-01T00:00:00Z' }, 'from'],
])('%j is refused', (query, path) => {
  expect(() => periodOf({ timeZone: 'UTC', ...query }, now)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      extras: { errors: [expect.objectContaining({ path })] },
    }),
  );
});

it('a leap year is not too long', () => {
  expect(asked({ timeZone: 'UTC', from: '2025-11-23T00:30:00Z', to: '2026-11-24T00:00:00Z' })).toHaveLength(
    2,
  );
});

it.each([
  ['2026-11-01T03:00:00Z', '2026-11-04T03:00:00Z', '2026-11-02T00:00:00Z', '2026-11-04T00:00:00Z'],
  ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'],
  ['2026-11-01T03:00:00Z', '2026-11-02T03:00:00Z', '2026-11-02T03:00:00Z', '2026-11-02T03:00:00Z'],
])('%s to %s has the days from %s to %s', (from, to, fromDay, toDay) => {
  expect(daysWithin({ from: new Date(from), to: new Date(to), timeZone: 'UTC' })).toEqual({
    fromDay: new Date(fromDay),
    toDay: new Date(toDay),
  });
});

it('the hour that comes twice in autumn and the one that is missing in spring belong to their days', () => {
  const period = {
    from: new Date('2026-03-28T23:00:00Z'),
    to: new Date('2026-03-30T22:00:00Z'),
    timeZone: 'Europe/Berlin',
  };
  expect(daysOf(period)).toEqual([
    { date: '2026-03-29', from: period.from },
    { date: '2026-03-30', from: new Date('2026-03-29T22:00:00Z') },
  ]);
  const autumn = { ...period, from: new Date('2026-10-24T12:00:00Z'), to: new Date('2026-10-26T12:00:00Z') };
  expect(daysOf(autumn).map(({ from }) => from.toISOString())).toEqual([
    '2026-10-24T12:00:00.000Z',
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ]);
});
