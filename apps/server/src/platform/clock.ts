import { newId } from './new-id.ts';

/** Time and ids, given to whoever needs them so that tests can set both. */
export abstract class Clock {
  /** Wall-clock time. */
  abstract now(): Date;
  /** Milliseconds that never go back, for deadlines within this process. */
  abstract monotonicMs(): number;
  /** A new id, in the order of time (UUIDv7), branded as its receiver wants it. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the receiver says which id it wants
  abstract newId<Id extends string = string>(): Id;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }

  monotonicMs(): number {
    return performance.now();
  }

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- see Clock
  newId<Id extends string>(): Id {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a fresh id is of whatever it is made for
    return newId() as Id;
  }
}
