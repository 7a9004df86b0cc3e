import type { Agent } from '@recado/sdk';

/** The skills of a person; automatic agents have none. */
export function skillsOf({ configuration }: Pick<Agent, 'configuration'>): string[] {
  const skills = configuration['skills'];
  return Array.isArray(skills) ? skills.filter((skill) => typeof skill === 'string') : [];
}

/** Every skill that somebody has, each once. */
export const knownSkills = (agents: readonly Pick<Agent, 'configuration'>[]): string[] =>
  [...new Set(agents.flatMap(skillsOf))].sort((one, other) => one.localeCompare(other));
