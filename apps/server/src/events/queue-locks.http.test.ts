import { expect, it } from 'vitest';
import { ownerQuery } from '../../test/harness/seed.ts';
import { createTestApp } from '../../test/harness/test-app.ts';

it('BullMQ takes no shared lock of another class than the readers of events know', async () => {
  const test = await createTestApp({ settings: { RECADO_ROLE: 'api' } });
  const functions = await ownerQuery(
    test.database,
    `select prosrc from pg_proc where pronamespace = 'bullmq'::regnamespace and prosrc like '%advisory_xact_lock_shared%'`,
  );
  expect(functions.length).toBeGreaterThan(0);
  for (const { prosrc } of functions)
    for (const [, lockClass] of String(prosrc).matchAll(/advisory_xact_lock_shared\(([^)]*\))/g))
      expect(lockClass?.replaceAll(/\s/g, '')).toBe("hashtext('bullmq:finalization')");
  await test.close();
});
