import { useDeferredValue, type ReactNode } from 'react';

/** Draws its content after what is around it, and in slices between which a key or a tap is answered. */
export function Deferred({
  placeholder = <div aria-busy hidden />,
  children,
}: {
  placeholder?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const isDue = useDeferredValue(true, false);
  return isDue ? children : placeholder;
}
