import { TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { agentsQuery } from '../queries.ts';
import { knownSkills } from '../team/skills-policy.ts';
import { useField } from './form.ts';

export interface SkillsFieldProps {
  label: string;
  description?: string;
  value: readonly string[];
  path: string;
  onChange: (skills: string[]) => void;
}

/** Skills as tags; those that somebody has already are offered. */
export function SkillsField({ label, description, value, path, onChange }: SkillsFieldProps): ReactNode {
  const { t } = useTranslation();
  const agents = useQuery(agentsQuery).data ?? [];
  return (
    <TagsInput
      label={label}
      description={description}
      placeholder={value.length === 0 ? t('agents.skills.placeholder') : ''}
      value={[...value]}
      data={knownSkills(agents)}
      splitChars={[',', ';']}
      maxTags={20}
      onChange={(skills) => onChange(skills.map((skill) => skill.trim().toLowerCase()))}
      {...useField(path)}
    />
  );
}
