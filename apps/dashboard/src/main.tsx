import './mantine-styles.ts';
import './app.css';
import './pages.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { lazyPart } from './lib/parts/load-part.ts';
import { ProfileProvider } from './lib/api/profile-provider.tsx';
import { queryClient } from './lib/api/query-client.ts';
import { startI18n } from './lib/i18n/i18n.ts';
import { styleNonce } from './lib/page-settings.ts';
import { cssVariables, theme } from './lib/theme.ts';
import { followSession, router } from './router.ts';

// What is told before they are there is kept until then.
const Notifications = lazyPart(() => import('@mantine/notifications'), 'Notifications');

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the dashboard');

// react-remove-scroll, which Mantine's dialogs use, asks for the nonce of its style element under this name.
Object.assign(window, { __webpack_nonce__: styleNonce });

async function start(place: HTMLElement): Promise<void> {
  await startI18n();
  followSession();
  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => styleNonce}
      >
        <QueryClientProvider client={queryClient}>
          <ProfileProvider>
            <Suspense>
              <Notifications position="bottom-right" />
            </Suspense>
            <RouterProvider router={router} />
          </ProfileProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

// Not awaited: the texts are in files of their own, which import from the one that this is in.
void start(root);
