import { BotConfiguration, HumanConfiguration, isWorkingTime, type WorkingHours } from '@recado/contracts';
import type { Agent } from '@recado/sdk';

type Configured = Pick<Agent, 'type' | 'configuration'>;

function hoursOf({ type, configuration }: Configured): WorkingHours | undefined {
  if (type === 'bot') return BotConfiguration.safeParse(configuration).data?.businessHours;
  return HumanConfiguration.safeParse(configuration).data?.workingHours;
}

/** Whether an agent is within its hours at a moment; `always` for one without hours. */
export function hoursStateOf(agent: Configured, at: Date): 'always' | 'open' | 'closed' {
  const hours = hoursOf(agent);
  if (hours === undefined) return 'always';
  return isWorkingTime(hours, at) ? 'open' : 'closed';
}
