import type { Profile } from '@recado/sdk';

import { Suspense, useState, type ReactNode } from 'react';
import { lazyPart } from '../../lib/parts/load-part.ts';
import { AccountButton } from './account-button.tsx';

const AccountMenu = lazyPart(() => import('./account-menu.tsx'), 'AccountMenu');
const preload = (): void => void AccountMenu.preload?.();

/** The account and its menu, which is loaded once someone reaches for it. */
export function Account({ profile }: { profile: Profile }): ReactNode {
  const [isWanted, setWanted] = useState(false);
  const button = (
    <AccountButton
      profile={profile}
      aria-expanded={isWanted}
      onMouseEnter={preload}
      onFocus={preload}
      onClick={() => setWanted(true)}
    />
  );
  return <Suspense fallback={button}>{isWanted ? <AccountMenu profile={profile} /> : button}</Suspense>;
}
