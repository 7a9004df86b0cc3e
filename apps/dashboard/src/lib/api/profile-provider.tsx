import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSession } from '../session/browser-session.ts';
import { ProfileContext, profileQuery } from './profile.ts';

/** Lets what is within know who is signed in. */
export function ProfileProvider({ children }: { children: ReactNode }): ReactNode {
  const isSomebody = useSession().status !== 'anonymous';
  const { data } = useQuery({ ...profileQuery, enabled: isSomebody });
  return <ProfileContext value={isSomebody ? data : undefined}>{children}</ProfileContext>;
}
