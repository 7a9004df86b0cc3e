import { expect, it } from 'vitest';
import { hoursFault, nextHours, shiftsOf, timeOf, weekOf, weekdays } from './hours-policy.ts';

const workdays = weekdays.slice(0, 5);

it('shifts become days and days become shifts again', () => {
  const weekly = [
    { days: [...workdays], from: '09:00', to: '12:00' },
    { days: [...workdays], from: '13:00', to: '18:00' },
    { days: [weekdays[5]], from: '09:00', to: '13:00' },
  ];
  const week = weekOf(weekly);
  expect(week.monday).toEqual([
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ]);
  expect(week.sunday).toEqual([]);
  expect(shiftsOf(week)).toEqual(weekly);
});

it('hours of a day stand in their order', () => {
  const days = [weekdays[0]];
  const week = weekOf([
    { days, from: '13:00', to: '18:00' },
    { days, from: '09:00', to: '12:00' },
  ]);
  expect(week.monday.map(({ from }) => from)).toEqual(['09:00', '13:00']);
});

it.each([
  ['9', '09:00'],
  ['9h', '09:00'],
  ['09h30', '09:30'],
  ['930', '09:30'],
  ['1830', '18:30'],
  ['18:30', '18:30'],
  ['18.30', '18:30'],
  ['noon', 'noon'],
  ['', ''],
])('%s is the time %s', (text, time) => {
  expect(timeOf(text)).toBe(time);
});

it.each([
  ['09:00', '18:00', undefined],
  ['09:00', '24:00', undefined],
  ['09:00', '09:00', 'order'],
  ['22:00', '06:00', 'order'],
  ['9', '18:00', 'time'],
  ['09:00', '25:00', 'time'],
])('from %s to %s: %s', (from, to, fault) => {
  expect(hoursFault({ from, to })).toBe(fault);
});

it('what is added to a day comes after what it has', () => {
  expect(nextHours([])).toEqual({ from: '09:00', to: '18:00' });
  expect(nextHours([{ from: '09:00', to: '12:00' }])).toEqual({ from: '12:00', to: '18:00' });
  expect(nextHours([{ from: '09:00', to: '18:00' }])).toEqual({ from: '18:00', to: '24:00' });
});
