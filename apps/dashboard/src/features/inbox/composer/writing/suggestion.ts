import type { ReactNode } from 'react';

/** One way to complete what is being typed. */
export interface Suggestion {
  id: string;
  /** What is chosen by, such as `/preco` or an emoji with its name. */
  name: string;
  /** Shown before the name. */
  mark?: ReactNode;
  /** What will be inserted, in short. */
  preview?: string;
  insert: string;
}
