import { expect, it } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { narrow } from './browser.ts';
import { administrator, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { screens } from './screens.ts';

/** A screen of many small buttons, such as the emoji, takes axe a while, and it looks three times. */
const patienceMs = 150_000;

describeDashboard('every screen of the dashboard', (suite) => {
  it.each(screens.map((screen) => [screen.name, screen] as const))(
    '%s: axe finds nothing in either theme, and nothing is wider than a narrow screen',
    async (_name, { path, ready, isPublic = false }) => {
      const address = await path(suite.scene);
      for (const theme of ['light', 'dark'] as const) {
        const page = await suite.open({ theme });
        if (!isPublic) await signIn(page, administrator);
        await page.goto(address);
        await ready(page);
        expect([theme, await violationsOf(page)]).toEqual([theme, []]);
        if (theme === 'dark') continue;
        await page.setViewportSize(narrow);
        await expect
          .poll(() =>
            page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
          )
          .toBe(0);
        expect(['narrow', await violationsOf(page)]).toEqual(['narrow', []]);
      }
    },
    patienceMs,
  );
});
