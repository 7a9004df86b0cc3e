import type { Instance } from '@recado/sdk';
import { isSandboxOn } from '../../lib/page-settings.ts';

/** Whether a number is one of the simulators', whose customer has a telephone to be looked at. */
export const isOfSandbox = (number: Pick<Instance, 'phoneNumber'> | undefined): boolean =>
  isSandboxOn && number?.phoneNumber.startsWith('+1555010') === true;
