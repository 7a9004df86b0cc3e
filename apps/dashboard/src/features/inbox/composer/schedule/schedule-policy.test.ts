import { expect, it } from 'vitest';
import { localText, momentOf, presetsAt, readMoment } from './schedule-policy.ts';

// Times without a zone are those of the machine, as the writer's are those of the browser.
const tuesday = new Date('2026-11-24T15:30:00');
const sunday = new Date('2026-11-29T15:30:00');
const monday = new Date('2026-11-30T08:00:00');

it('the choices are those that people mean', () => {
  const texts = (now: Date) => presetsAt(now).map((preset) => localText(momentOf(preset, now)));
  expect(texts(tuesday)).toEqual(['2026-11-24T16:30', '2026-11-25T09:00', '2026-11-30T09:00']);
  expect(texts(sunday)).toEqual(['2026-11-29T16:30', '2026-11-30T09:00']);
  expect(texts(monday)).toEqual(['2026-11-30T09:00', '2026-12-01T09:00', '2026-12-07T09:00']);
});

it('a moment is ahead, and not too far', () => {
  expect(readMoment('2026-11-24T15:31', tuesday)).toEqual({ at: new Date('2026-11-24T15:31:00') });
  expect(readMoment('2026-11-24T15:30', tuesday)).toEqual({ fault: 'past' });
  expect(readMoment('', tuesday)).toEqual({ fault: 'past' });
  expect(readMoment('2027-03-01T09:00', tuesday)).toEqual({ fault: 'far' });
});
