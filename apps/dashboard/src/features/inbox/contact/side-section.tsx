import type { ReactNode } from 'react';
import { useId } from 'react';

export interface SideSectionProps {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}

/** A part of the panel beside a conversation. */
export function SideSection({ title, action, children }: SideSectionProps): ReactNode {
  const id = useId();
  return (
    <section className="recado-side-section" aria-labelledby={id}>
      <div className="recado-side-section-head">
        <h3 id={id}>{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
