import { expect, test } from 'vitest';
import { Agenda } from './agenda.ts';
import { ManualClock } from './clock.ts';

test('idle waits for what is scheduled and for what that schedules', async () => {
  const clock = new ManualClock();
  const agenda = new Agenda(clock, () => undefined);
  const done: string[] = [];
  agenda.after(10, () => {
    agenda.after(10, () => done.push('second'));
    done.push('first');
  });
  const idle = agenda.idle().then(() => done.push('idle'));
  clock.advance(20);
  await idle;
  expect(done).toEqual(['first', 'second', 'idle']);
});

test('a task that throws is logged, and the rest goes on', async () => {
  const clock = new ManualClock();
  const lines: string[] = [];
  const agenda = new Agenda(clock, (line) => lines.push(line));
  agenda.after(1, () => {
    throw new Error('broken reply');
  });
  clock.advance(1);
  await agenda.idle();
  expect(lines).toEqual([expect.stringContaining('broken reply')]);
});

test('what is scheduled when the agenda is closed does not happen', () => {
  const clock = new ManualClock();
  const agenda = new Agenda(clock, () => undefined);
  const done: string[] = [];
  agenda.after(10, () => done.push('late'));
  agenda.close();
  clock.advance(10);
  expect(done).toEqual([]);
});
