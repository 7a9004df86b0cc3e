/** Validators: the same body, checked and turned into a typed value. */
import { z } from 'zod';
import { report, rounded, seconds } from './measure.mjs';
import { validateWithClassValidator } from './specified/validate.mjs';

const SendMessage = z.strictObject({
  instanceId: z.uuid(),
  recipient: z.string().min(1).max(256),
  message: z.strictObject({ type: z.literal('text'), content: z.string().min(1).max(4096) }),
  priority: z.enum(['low', 'normal', 'high']).default('normal'),
});
const body = {
  instanceId: '0198f3c0-0000-7000-8000-000000000001',
  recipient: '+5511999999999',
  message: { type: 'text', content: 'Olá, como posso ajudar?' },
};

/** CPU time, so that other work on the machine does not count. */
async function cpuEach(validate) {
  for (let i = 0; i < 5_000; i += 1) await validate(body);
  const before = process.cpuUsage();
  const endsAt = performance.now() + seconds * 1000;
  let calls = 0;
  for (; performance.now() < endsAt; calls += 100) for (let i = 0; i < 100; i += 1) await validate(body);
  const { user, system } = process.cpuUsage(before);
  return { 'CPU µs each': rounded((user + system) / calls) };
}

await report('Validation of one body', {
  'Zod 4': await cpuEach((input) => SendMessage.parse(input)),
  'class-transformer + class-validator': await cpuEach(validateWithClassValidator),
});
