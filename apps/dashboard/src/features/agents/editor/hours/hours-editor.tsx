import { ActionIcon, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { replaced, without } from '../../reorder-policy.ts';
import { useFaultAt, useField, useIsReadOnly } from '../form.ts';
import { HolidaysField } from './holidays-field.tsx';
import {
  hoursFault,
  nextHours,
  shiftsOf,
  timeOf,
  weekdays,
  weekOf,
  type Hours,
  type HoursDraft,
  type Week,
  type Weekday,
} from './hours-policy.ts';

export interface HoursEditorProps {
  hours: HoursDraft;
  path: string;
  onChange: (changed: Partial<HoursDraft>) => void;
}

/** Hours of work, day by day, by the clock of a time zone; a break is the time between two of them. */
export function HoursEditor({ hours, path, onChange }: HoursEditorProps): ReactNode {
  const { t } = useTranslation();
  // The days as they are typed: as shifts, two hours that become alike for a moment would be one.
  const [week, setWeek] = useState(() => weekOf(hours.weekly));
  const fault = useFaultAt()(`${path}.weekly`);
  const change = (next: Week): void => {
    setWeek(next);
    onChange({ weekly: shiftsOf(next) });
  };
  return (
    <Stack>
      <div role="group" aria-label={t('agents.hours.week')} className="recado-week">
        {weekdays.map((day) => (
          <Day
            key={day}
            day={day}
            hours={week[day]}
            onChange={(changed) => change({ ...week, [day]: changed })}
            onCopy={() => change({ ...week, ...onWorkdays(week[day]) })}
          />
        ))}
      </div>
      {fault !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('agents.hours.none')}
        </Text>
      )}
      <div className="recado-fields recado-fields-top">
        <Select
          label={t('agents.hours.timeZone')}
          value={hours.timeZone}
          data={Intl.supportedValuesOf('timeZone')}
          searchable
          limit={60}
          allowDeselect={false}
          onChange={(zone) => zone !== null && onChange({ timeZone: zone })}
          {...useField(`${path}.timeZone`)}
        />
        <HolidaysField holidays={hours.holidays} onChange={(holidays) => onChange({ holidays })} />
      </div>
    </Stack>
  );
}

const onWorkdays = (hours: readonly Hours[]): Partial<Week> =>
  Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, hours]));

interface DayProps {
  day: Weekday;
  hours: readonly Hours[];
  onChange: (hours: Hours[]) => void;
  /** Gives Monday to Friday the same. */
  onCopy: () => void;
}

function Day({ day, hours, onChange, onCopy }: DayProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const name = t(`agents.hours.days.${day}`);
  return (
    <div className="recado-day">
      <Text size="sm" fw={550} className="recado-day-name">
        {name}
      </Text>
      <Stack gap={6} flex={1}>
        {hours.length === 0 && (
          <Text size="sm" c="dimmed" className="recado-day-closed">
            {t('agents.hours.closed')}
          </Text>
        )}
        {hours.map((one, index) => (
          <HoursRow
            key={index}
            name={name}
            hours={one}
            onChange={(changed) => onChange(replaced(hours, index, changed))}
            onRemove={() => onChange(without(hours, index))}
          />
        ))}
      </Stack>
      {!isReadOnly && (
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('agents.hours.add', { day: name })}
            onClick={() => onChange([...hours, nextHours(hours)])}
          >
            <IconPlus size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('agents.hours.copy', { day: name })}
            title={t('agents.hours.copy', { day: name })}
            onClick={onCopy}
          >
            <IconCopy size={16} />
          </ActionIcon>
        </Group>
      )}
    </div>
  );
}

interface HoursRowProps {
  name: string;
  hours: Hours;
  onChange: (hours: Hours) => void;
  onRemove: () => void;
}

function HoursRow({ name, hours, onChange, onRemove }: HoursRowProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const [isLeft, setLeft] = useState(true);
  const fault = isLeft ? hoursFault(hours) : undefined;
  const field = (end: 'from' | 'to') => ({
    'aria-label': t(`agents.hours.${end}`, { day: name }),
    value: hours[end],
    readOnly: isReadOnly,
    error: fault !== undefined,
    maxLength: 8,
    className: 'recado-time',
    onFocus: () => setLeft(false),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      onChange({ ...hours, [end]: currentTarget.value }),
    onBlur: () => {
      setLeft(true);
      onChange({ ...hours, [end]: timeOf(hours[end]) });
    },
  });
  return (
    <div>
      <Group gap={6} wrap="nowrap">
        <TextInput {...field('from')} />
        <span aria-hidden>–</span>
        <TextInput {...field('to')} />
        {!isReadOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            aria-label={t('agents.hours.remove', { day: name, from: hours.from, to: hours.to })}
            onClick={onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        )}
      </Group>
      {fault !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {t(`agents.hours.faults.${fault}`)}
        </Text>
      )}
    </div>
  );
}
