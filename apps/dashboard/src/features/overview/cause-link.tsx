import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Where what a figure counts is listed. */
export interface Cause {
  to: string;
  search?: Readonly<Record<string, string>>;
}

export const messagesWith = (search: Readonly<Record<string, string>>): Cause => ({
  to: '/messages',
  search: { direction: 'outbound', ...search },
});

export interface CauseLinkProps {
  /** Undefined for those who may not see it. */
  cause: Cause | undefined;
  className?: string;
  children: ReactNode;
}

/** Leads from a figure to what it counts. */
export function CauseLink({ cause, className, children }: CauseLinkProps): ReactNode {
  if (cause === undefined) return <span className={className}>{children}</span>;
  return (
    <Link to={cause.to} search={cause.search ?? {}} className={className}>
      {children}
    </Link>
  );
}
