import { z } from 'zod';
import { InstanceId } from './ids.ts';

/** `POST /sandbox/scan`. */
export const ScanInSandbox = z
  .strictObject({ instanceId: InstanceId.describe('An instance of the sandbox that waits for a scan') })
  .meta({ id: 'ScanInSandbox', example: { instanceId: '0198f3c0-0000-7000-8000-000000000001' } });
export type ScanInSandbox = z.infer<typeof ScanInSandbox>;

/** The answer of `POST /sandbox/scan`. */
export const ScannedInSandbox = z
  .object({ phoneNumber: z.string().describe('The simulated phone that scanned') })
  .meta({ id: 'ScannedInSandbox', example: { phoneNumber: '+15550100002' } });
export type ScannedInSandbox = z.infer<typeof ScannedInSandbox>;
