import { ActionIcon, Checkbox, Text } from '@mantine/core';
import type { EventFilter, EventType } from '@recado/sdk';
import { IconBraces, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EventExample } from '../event-example.tsx';
import {
  countChosen,
  covers,
  eventFamilies,
  familyName,
  toggled,
  typesOf,
  type EventFamily,
} from './event-selection.ts';

export interface EventPickerProps {
  chosen: readonly EventFilter[];
  onChange: (chosen: EventFilter[]) => void;
}

/** Chooses single events, families of them, or everything; each is explained and has an example. */
export function EventPicker({ chosen, onChange }: EventPickerProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <div className="recado-picker" role="group" aria-label={t('webhooks.form.events')}>
        <div className="recado-picker-row">
          <Checkbox
            label={t('webhooks.picker.all')}
            checked={chosen.includes('*')}
            onChange={() => onChange(toggled(chosen, '*'))}
          />
        </div>
        {eventFamilies.map((family) => (
          <Family key={family} family={family} chosen={chosen} onChange={onChange} />
        ))}
      </div>
      {chosen.length === 0 && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('webhooks.form.eventsNone')}
        </Text>
      )}
    </>
  );
}

function Family({ family, chosen, onChange }: EventPickerProps & { family: EventFamily }): ReactNode {
  const { t } = useTranslation();
  const types = typesOf(family);
  const count = countChosen(chosen, family);
  const [isOpen, setOpen] = useState(count > 0 && count < types.length);
  const name = t(`eventTypes.families.${familyName(family)}`);
  return (
    <div className="recado-picker-family">
      <div className="recado-picker-row">
        <Checkbox
          flex={1}
          label={
            <>
              {name}{' '}
              <Text span size="xs" ff="monospace" c="dimmed">
                {family}
              </Text>
            </>
          }
          checked={covers(chosen, family)}
          indeterminate={count > 0 && !covers(chosen, family)}
          disabled={chosen.includes('*')}
          onChange={() => onChange(toggled(chosen, family))}
        />
        <Text size="xs" c="dimmed" className="recado-nowrap">
          {t('webhooks.picker.chosen', { chosen: count, total: types.length })}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-expanded={isOpen}
          aria-label={t('webhooks.picker.show', { family: name })}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
        </ActionIcon>
      </div>
      {isOpen && (
        <div className="recado-picker-types">
          {types.map((type) => (
            <Type
              key={type}
              type={type}
              isChosen={covers(chosen, type)}
              isFixed={covers(chosen, family)}
              onToggle={() => onChange(toggled(chosen, type))}
            />
          ))}
        </div>
      )}
    </div>
  );
}

interface TypeProps {
  type: EventType;
  isChosen: boolean;
  /** A wider choice covers it. */
  isFixed: boolean;
  onToggle: () => void;
}

function Type({ type, isChosen, isFixed, onToggle }: TypeProps): ReactNode {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  return (
    <div className="recado-picker-type">
      <Checkbox
        label={
          <Text span size="sm" ff="monospace">
            {type}
          </Text>
        }
        description={t(`eventTypes.when.${type}`)}
        checked={isChosen}
        disabled={isFixed}
        onChange={onToggle}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="md"
        aria-expanded={isShown}
        aria-label={t('webhooks.picker.example', { type })}
        onClick={() => setShown(!isShown)}
      >
        <IconBraces size={16} />
      </ActionIcon>
      {isShown && <EventExample type={type} />}
    </div>
  );
}
