import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { missingBrowser, openPage, startBrowser, usualView, type View, type Watched } from './browser.ts';
import { administrator, signIn, startDashboardScene, type DashboardScene } from './dashboard-scene.ts';

/** A started server and a browser for the tests of a suite. */
export interface DashboardSuite {
  readonly scene: DashboardScene;
  /** A page of a person of its own, who is not signed in. */
  open: (view?: Partial<View>) => Promise<Page>;
  /** The same, signed in as the administrator, at a path. */
  openSignedIn: (view?: Partial<View>, path?: string) => Promise<Page>;
}

if (missingBrowser !== undefined) console.warn(`The tests in a browser are skipped: ${missingBrowser}`);

/** Tests of the dashboard in Chromium; skipped without one. After each, no script has failed and no other host was asked. */
export function describeDashboard(name: string, define: (suite: DashboardSuite) => void): void {
  describe.skipIf(missingBrowser !== undefined)(name, () => {
    const started: { scene?: DashboardScene; browser?: Browser } = {};
    const opened: Watched[] = [];
    const scene = (): DashboardScene => {
      if (started.scene === undefined) throw new Error('The server is not started yet');
      return started.scene;
    };
    const open = async (view: Partial<View> = {}): Promise<Page> => {
      if (started.browser === undefined) throw new Error('The browser is not started yet');
      const watched = await openPage(started.browser, scene().server.url, { ...usualView, ...view });
      opened.push(watched);
      return watched.page;
    };

    beforeAll(async () => {
      started.scene = await startDashboardScene();
      started.browser = await startBrowser();
    });
    afterAll(async () => {
      await started.browser?.close();
      await started.scene?.close();
    });
    afterEach(async () => {
      for (const { page, complaints, hosts } of opened.splice(0)) {
        await page.context().close();
        // Whatever a test does, the policy refuses nothing, no script fails, and no other host is asked.
        expect(complaints).toEqual([]);
        hosts.delete(new URL(scene().server.url).host);
        expect([...hosts]).toEqual([]);
      }
    });

    define({
      get scene() {
        return scene();
      },
      open,
      openSignedIn: async (view = {}, path) => {
        const page = await open(view);
        await signIn(page, administrator, path);
        return page;
      },
    });
  });
}
