import { beforeAll, expect, it } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { narrow, type View } from './browser.ts';
import { fillCompany } from './company-scene.ts';
import { administrator, signIn } from './dashboard-scene.ts';
import { describeDashboard } from './dashboard-suite.ts';
import { screens } from './screens.ts';

/** A screen of many small buttons, such as the emoji, takes axe a while, and it looks three times. */
const patienceMs = 150_000;

const overhang = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Goes to every screen in one theme, in the light one narrow too. A file for each theme, so that they run beside each other. */
export const tourOf = (theme: View['theme']): void =>
  describeDashboard(`every screen of the dashboard, ${theme}`, (suite) => {
    beforeAll(() => fillCompany(suite.scene));

    it.each(screens.map((screen) => [screen.name, screen] as const))(
      '%s: axe finds nothing, and nothing is wider than the screen',
      async (_name, { path, ready, isPublic = false }) => {
        const address = await path(suite.scene);
        const page = await suite.open({ theme });
        if (!isPublic) await signIn(page, administrator);
        await page.goto(address);
        await ready(page);
        expect(['wide', await violationsOf(page)]).toEqual(['wide', []]);
        // Colours are what differs in the dark; what is narrow is the same.
        if (theme === 'dark') return;
        await page.setViewportSize(narrow);
        await expect.poll(() => page.evaluate(overhang)).toBe(0);
        expect(['narrow', await violationsOf(page)]).toEqual(['narrow', []]);
      },
      patienceMs,
    );
  });
