import { Radio, SimpleGrid, Text } from '@mantine/core';
import { agentTypes, typeIcons } from '../agent-types.ts';
import type { AgentType } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export interface TypeChoiceProps {
  type: AgentType;
  onChoose: (type: AgentType) => void;
}

/** Who answers: a person, a bot, a service, or a language model. */
export function TypeChoice({ type, onChoose }: TypeChoiceProps): ReactNode {
  const { t } = useTranslation();
  const choose = (name: string): void => {
    const chosen = agentTypes.find((one) => one === name);
    if (chosen !== undefined) onChoose(chosen);
  };
  return (
    <Radio.Group value={type} onChange={choose} aria-label={t('agents.typeChoice')}>
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="sm">
        {agentTypes.map((one) => {
          const Icon = typeIcons[one];
          return (
            <Radio.Card key={one} value={one} className="recado-choice recado-type">
              <Icon size={20} aria-hidden />
              <span className="recado-choice-text">
                <span className="recado-choice-title">{t(`agents.types.${one}`)}</span>
                <Text size="sm" c="dimmed" component="span" display="block">
                  {t(`agents.typeHints.${one}`)}
                </Text>
              </span>
            </Radio.Card>
          );
        })}
      </SimpleGrid>
    </Radio.Group>
  );
}
