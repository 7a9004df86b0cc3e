import { Button, Group, NativeSelect, Stack, TagsInput, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ReorderButtons } from '../../reorder-buttons.tsx';
import { replaced } from '../../reorder-policy.ts';
import { useField, useIsReadOnly } from '../form.ts';
import { AnswerFields } from './answer-fields.tsx';
import type { Match, RuleDraft } from './bot-draft.ts';

const matches = ['contains', 'starts_with', 'exact'] as const satisfies readonly Match[];
const thens = ['stay', 'menu', 'handoff', 'close'] as const;

export interface RulesEditorProps {
  rules: RuleDraft[];
  onChange: (rules: RuleDraft[]) => void;
}

/** What is answered to which words; the first rule that fits answers. */
export function RulesEditor({ rules, onChange }: RulesEditorProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  return (
    <Stack>
      <ol className="recado-reorder">
        {rules.map((rule, index) => (
          <li key={index} className="recado-item">
            <Group justify="space-between" wrap="nowrap" mb="xs">
              <Text fw={550} size="sm">
                {t('agents.bot.rule', { place: index + 1 })}
              </Text>
              {!isReadOnly && (
                <ReorderButtons
                  list={rules}
                  index={index}
                  name={t('agents.bot.rule', { place: index + 1 })}
                  onChange={onChange}
                />
              )}
            </Group>
            <Rule
              rule={rule}
              index={index}
              onChange={(changed) => onChange(replaced(rules, index, { ...rule, ...changed }))}
            />
          </li>
        ))}
      </ol>
      {!isReadOnly && (
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...rules, { keywords: [], match: 'contains', then: 'stay' }])}
          >
            {t('agents.bot.addRule')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface RuleProps {
  rule: RuleDraft;
  index: number;
  onChange: (changed: Partial<RuleDraft>) => void;
}

function Rule({ rule, index, onChange }: RuleProps): ReactNode {
  const { t } = useTranslation();
  const path = `configuration.rules.${String(index)}`;
  const keywords = useField(`${path}.keywords`);
  const chooseMatch = (name: string): void => {
    const match = matches.find((one) => one === name);
    if (match !== undefined) onChange({ match });
  };
  return (
    <Stack gap="sm">
      <div className="recado-fields recado-fields-top">
        <TagsInput
          label={t('agents.bot.keywords')}
          placeholder={rule.keywords.length === 0 ? t('agents.bot.keywordsPlaceholder') : ''}
          value={rule.keywords}
          maxTags={50}
          onChange={(words) => onChange({ keywords: words })}
          {...keywords}
        />
        <NativeSelect
          label={t('agents.bot.match.label')}
          value={rule.match}
          disabled={keywords.readOnly}
          data={matches.map((value) => ({ value, label: t(`agents.bot.match.${value}`) }))}
          onChange={({ currentTarget }) => chooseMatch(currentTarget.value)}
        />
      </div>
      <AnswerFields path={path} value={rule} thens={thens} onChange={onChange} />
    </Stack>
  );
}
