import { Loader, ScrollArea, SegmentedControl, TextInput } from '@mantine/core';
import {
  IconApple,
  IconBallFootball,
  IconBulb,
  IconCar,
  IconClock,
  IconFlag,
  IconHash,
  IconHandStop,
  IconLeaf,
  IconMoodSmile,
  IconSearch,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../../ui/error-state.tsx';
import { emojiQuery } from './emoji-data.ts';
import { chooseTone, noteUse, useEmojiHabits } from './emoji-habits.ts';
import {
  emojiGroups,
  foundEmoji,
  inTone,
  movedInGrid,
  skinTones,
  type Emoji,
  type SkinTone,
} from './emoji-policy.ts';

const COLUMNS = 8;
const MOST_FOUND = 80;

const groupIcons = {
  0: IconMoodSmile,
  1: IconHandStop,
  3: IconLeaf,
  4: IconApple,
  5: IconCar,
  6: IconBallFootball,
  7: IconBulb,
  8: IconHash,
  9: IconFlag,
} as const;

type Group = (typeof emojiGroups)[number] | 'recent';

/** Chooses an emoji by what it looks like or by name. */
export function EmojiPicker({ onPick }: { onPick: (emoji: string) => void }): ReactNode {
  const { t, i18n } = useTranslation();
  const emoji = useQuery(emojiQuery(i18n.language));
  const { recent, tone } = useEmojiHabits();
  const [text, setText] = useState('');
  const [group, setGroup] = useState<Group>(recent.length > 0 ? 'recent' : 0);
  const pick = (unicode: string): void => {
    noteUse(unicode);
    onPick(unicode);
  };
  if (emoji.isError) return <ErrorState error={emoji.error} onRetry={() => void emoji.refetch()} />;
  return (
    <div className="recado-emoji">
      <TextInput
        data-autofocus
        size="xs"
        type="search"
        aria-label={t('composer.emoji.search')}
        placeholder={t('composer.emoji.search')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      {text.trim() === '' && <Groups group={group} hasRecent={recent.length > 0} onChange={setGroup} />}
      {emoji.data === undefined ? (
        <Loader size="sm" m="auto" aria-label={t('words.loading')} />
      ) : (
        <Grid
          key={text.trim() === '' ? group : text}
          emoji={chosenFrom(emoji.data, { text, group, recent })}
          tone={tone}
          onPick={pick}
        />
      )}
      <Tones tone={tone} />
    </div>
  );
}

function chosenFrom(
  all: readonly Emoji[],
  { text, group, recent }: { text: string; group: Group; recent: readonly string[] },
): readonly Emoji[] {
  if (text.trim() !== '') return foundEmoji(all, text, MOST_FOUND);
  if (group !== 'recent') return all.filter((emoji) => emoji.group === group);
  return recent.flatMap((used) => {
    const known = all.find(({ unicode, skins }) => unicode === used || skins.includes(used));
    // As it was used, whatever the tone is now.
    return known === undefined ? [] : [{ ...known, unicode: used, skins: [] }];
  });
}

interface GroupsProps {
  group: Group;
  hasRecent: boolean;
  onChange: (group: Group) => void;
}

function Groups({ group, hasRecent, onChange }: GroupsProps): ReactNode {
  const { t } = useTranslation();
  const groups: readonly Group[] = hasRecent ? ['recent', ...emojiGroups] : emojiGroups;
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t('composer.emoji.groups')}
      classNames={{ label: 'recado-emoji-group' }}
      value={String(group)}
      onChange={(value) => onChange(groups.find((each) => String(each) === value) ?? 0)}
      data={groups.map((each) => {
        const Icon = each === 'recent' ? IconClock : groupIcons[each];
        return {
          value: String(each),
          label: (
            <Icon
              size={16}
              role="img"
              aria-label={
                each === 'recent' ? t('composer.emoji.group.recent') : t(`composer.emoji.group.g${each}`)
              }
            />
          ),
        };
      })}
    />
  );
}

interface GridProps {
  emoji: readonly Emoji[];
  tone: SkinTone;
  onPick: (emoji: string) => void;
}

function Grid({ emoji, tone, onPick }: GridProps): ReactNode {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const next = movedInGrid(at, event.key, emoji.length, COLUMNS);
    if (next === at) return;
    event.preventDefault();
    setAt(next);
    event.currentTarget.querySelectorAll<HTMLElement>('button')[next]?.focus();
  };
  if (emoji.length === 0) return <p className="recado-emoji-none">{t('composer.emoji.none')}</p>;
  return (
    <ScrollArea h={232} type="auto" offsetScrollbars="y">
      <div className="recado-emoji-grid" role="group" aria-label={t('composer.emoji.title')} onKeyDown={move}>
        {emoji.map((one, index) => {
          const unicode = inTone(one, tone);
          return (
            <button
              key={one.unicode}
              type="button"
              tabIndex={index === at ? 0 : -1}
              aria-label={one.label}
              title={one.label}
              onFocus={() => setAt(index)}
              onClick={() => onPick(unicode)}
            >
              {unicode}
            </button>
          );
        })}
      </div>
    </ScrollArea>
  );
}

const hands = ['✋', '✋🏻', '✋🏼', '✋🏽', '✋🏾', '✋🏿'] as const;

function Tones({ tone }: { tone: SkinTone }): ReactNode {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      fullWidth
      aria-label={t('composer.emoji.tones')}
      value={String(tone)}
      onChange={(value) => chooseTone(skinTones.find((each) => String(each) === value) ?? 0)}
      data={skinTones.map((each) => ({
        value: String(each),
        label: (
          <span role="img" aria-label={t(`composer.emoji.tone.t${each}`)}>
            {hands[each]}
          </span>
        ),
      }))}
    />
  );
}
