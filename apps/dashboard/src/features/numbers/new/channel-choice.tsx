import { Group, Radio, SimpleGrid, Text } from '@mantine/core';
import type { InstanceChannel } from '@recado/sdk';
import { IconBrandMeta, IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { channels } from '../number-filters.ts';

const icons = { web: IconQrcode, cloud: IconBrandMeta };

export interface ChannelChoiceProps {
  channel: InstanceChannel;
  onChoose: (channel: InstanceChannel) => void;
}

/** The two ways to WhatsApp, and what each means. */
export function ChannelChoice({ channel, onChoose }: ChannelChoiceProps): ReactNode {
  const { t } = useTranslation();
  const choose = (value: string): void => {
    const chosen = channels.find((name) => name === value);
    if (chosen !== undefined) onChoose(chosen);
  };
  return (
    <Radio.Group
      value={channel}
      onChange={choose}
      label={t('numbers.wizard.channelTitle')}
      classNames={{ label: 'recado-choice-title' }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
        {channels.toReversed().map((name) => {
          const Icon = icons[name];
          return (
            <Radio.Card key={name} value={name} className="recado-choice">
              <Group wrap="nowrap" align="flex-start" gap="sm" flex={1}>
                <Icon size={22} aria-hidden />
                <div className="recado-choice-text">
                  <Text fw={600} size="sm">
                    {t(`numbers.wizard.${name}.title`)}
                  </Text>
                  <Text size="sm" mt={2}>
                    {t(`numbers.wizard.${name}.body`)}
                  </Text>
                  <Text size="xs" c="dimmed" mt={6}>
                    {t(`numbers.wizard.${name}.note`)}
                  </Text>
                </div>
                <Radio.Indicator />
              </Group>
            </Radio.Card>
          );
        })}
      </SimpleGrid>
    </Radio.Group>
  );
}
