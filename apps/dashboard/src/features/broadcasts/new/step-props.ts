import type { BroadcastDraft, DraftFault } from './draft-policy.ts';

/** What each step is given. */
export interface StepProps {
  draft: BroadcastDraft;
  change: (part: Partial<BroadcastDraft>) => void;
  /** What to say at a field, once one tried to go on. */
  faultOf: (fault: DraftFault) => string | undefined;
  isStrict: boolean;
}
