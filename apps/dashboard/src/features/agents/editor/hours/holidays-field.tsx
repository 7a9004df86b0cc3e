import { Button, Group, Pill, Stack, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsReadOnly } from '../form.ts';

export interface HolidaysFieldProps {
  holidays: readonly string[];
  onChange: (holidays: string[]) => void;
}

/** Whole days without work. */
export function HolidaysField({ holidays, onChange }: HolidaysFieldProps): ReactNode {
  const { t, i18n } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const [date, setDate] = useState('');
  const dateFormat = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' });
  const add = (): void => {
    onChange([...new Set([...holidays, date])].sort());
    setDate('');
  };
  return (
    <Stack gap={6}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          flex={1}
          type="date"
          label={t('agents.hours.holidays')}
          value={date}
          readOnly={isReadOnly}
          onChange={({ currentTarget }) => setDate(currentTarget.value)}
        />
        {!isReadOnly && (
          <Button variant="default" disabled={date === ''} onClick={add}>
            {t('agents.hours.addHoliday')}
          </Button>
        )}
      </Group>
      <Group gap={6}>
        {holidays.map((day) => {
          const name = dateFormat.format(new Date(`${day}T00:00:00Z`));
          return (
            <Pill
              key={day}
              withRemoveButton={!isReadOnly}
              removeButtonProps={{
                'aria-label': t('agents.hours.removeHoliday', { day: name }),
                'aria-hidden': false,
                tabIndex: 0,
              }}
              onRemove={() => onChange(holidays.filter((other) => other !== day))}
            >
              {name}
            </Pill>
          );
        })}
      </Group>
    </Stack>
  );
}
