import { Button, Group, NativeSelect, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ReorderButtons } from '../../reorder-buttons.tsx';
import { replaced } from '../../reorder-policy.ts';
import { useFaultAt, useField, useIsReadOnly } from '../form.ts';
import { NumberField } from '../number-field.tsx';
import { AnswerFields } from './answer-fields.tsx';
import { nextNumber, type FirstMenuDraft, type MenuDraft, type OptionDraft } from './bot-draft.ts';
import { ReplyEditor } from './reply-editor.tsx';

/** Nobody follows a telephone farther down. */
const MOST_LEVELS = 3;
const thens = ['stay', 'menu', 'handoff', 'close'] as const;

const emptyMenu = (): MenuDraft => ({ text: '', options: [{ number: 1, title: '', then: 'stay' }] });

export interface FirstMenuEditorProps {
  menu: FirstMenuDraft | undefined;
  onChange: (menu: FirstMenuDraft | undefined) => void;
}

/** The first menu, whether there is one, and what holds for all menus. */
export function FirstMenuEditor({ menu, onChange }: FirstMenuEditorProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const fault = useFaultAt()('configuration.menu');
  const toggle = (isOn: boolean): void =>
    onChange(
      isOn
        ? { ...emptyMenu(), invalidReply: t('agents.bot.menu.invalidReplyText'), maxInvalid: 3 }
        : undefined,
    );
  return (
    <Stack>
      <Switch
        label={t('agents.bot.menu.use')}
        checked={menu !== undefined}
        disabled={isReadOnly}
        error={fault}
        onChange={({ currentTarget }) => toggle(currentTarget.checked)}
      />
      {menu !== undefined && (
        <>
          <MenuEditor
            menu={menu}
            path="configuration.menu"
            level={1}
            onChange={(changed) => onChange({ ...menu, ...changed })}
          />
          <div className="recado-fields recado-fields-top">
            <ReplyEditor
              label={t('agents.bot.menu.invalidReply')}
              path="configuration.menu.invalidReply"
              value={menu.invalidReply}
              onChange={(reply) => onChange({ ...menu, invalidReply: reply ?? '' })}
            />
            <NumberField
              label={t('agents.bot.menu.maxInvalid')}
              path="configuration.menu.maxInvalid"
              value={menu.maxInvalid}
              onChange={(maxInvalid = '') => onChange({ ...menu, maxInvalid })}
            />
          </div>
        </>
      )}
    </Stack>
  );
}

interface MenuEditorProps {
  menu: MenuDraft;
  path: string;
  level: number;
  onChange: (changed: Partial<MenuDraft>) => void;
}

function MenuEditor({ menu, path, level, onChange }: MenuEditorProps): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const faultAt = useFaultAt();
  const { options } = menu;
  const differ = faultAt(`${path}.options`);
  const setOptions = (changed: OptionDraft[]): void => onChange({ options: changed });
  const add = (): void => setOptions([...options, { number: nextNumber(options), title: '', then: 'stay' }]);
  return (
    <Stack gap="sm">
      <Textarea
        label={t('agents.bot.menu.text')}
        description={t('agents.bot.menu.textHint')}
        value={menu.text}
        autosize
        minRows={1}
        maxRows={8}
        required
        onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
        {...useField(`${path}.text`)}
      />
      <ol className="recado-reorder">
        {options.map((option, index) => (
          <li key={index} className="recado-item">
            <Option
              option={option}
              path={`${path}.options.${String(index)}`}
              level={level}
              order={
                !isReadOnly && (
                  <ReorderButtons
                    list={options}
                    index={index}
                    name={t('agents.bot.menu.option', { number: option.number })}
                    mayBeEmpty={false}
                    onChange={setOptions}
                  />
                )
              }
              onChange={(changed) => setOptions(replaced(options, index, { ...option, ...changed }))}
            />
          </li>
        ))}
      </ol>
      {differ !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {differ}
        </Text>
      )}
      {!isReadOnly && options.length < 20 && (
        <Group>
          <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
            {t('agents.bot.menu.addOption')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface OptionProps {
  option: OptionDraft;
  path: string;
  level: number;
  order: ReactNode;
  onChange: (changed: Partial<OptionDraft>) => void;
}

function Option({ option, path, level, order, onChange }: OptionProps): ReactNode {
  const { t } = useTranslation();
  const { submenu } = option;
  return (
    <Stack gap="sm">
      <Group align="flex-end" wrap="nowrap" gap="xs">
        <div className="recado-option-number">
          <NumberField
            label={t('agents.bot.menu.number')}
            path={`${path}.number`}
            value={option.number}
            onChange={(number = '') => onChange({ number })}
          />
        </div>
        <TextInput
          flex={1}
          miw={0}
          label={t('agents.bot.menu.optionTitle')}
          value={option.title}
          required
          onChange={({ currentTarget }) => onChange({ title: currentTarget.value })}
          {...useField(`${path}.title`)}
        />
        {order}
      </Group>
      {level < MOST_LEVELS && <LeadsTo option={option} onChange={onChange} />}
      {submenu === undefined ? (
        <AnswerFields path={path} value={option} thens={thens} onChange={onChange} />
      ) : (
        <div className="recado-submenu">
          <MenuEditor
            menu={submenu}
            path={`${path}.submenu`}
            level={level + 1}
            onChange={(changed) => onChange({ submenu: { ...submenu, ...changed } })}
          />
        </div>
      )}
    </Stack>
  );
}

/** Whether an option answers by itself, or leads to a menu below it. */
function LeadsTo({ option, onChange }: Pick<OptionProps, 'option' | 'onChange'>): ReactNode {
  const { t } = useTranslation();
  const isReadOnly = useIsReadOnly();
  const choose = (name: string): void =>
    onChange(
      name === 'submenu' ? { submenu: emptyMenu(), then: 'stay', skills: undefined } : { submenu: undefined },
    );
  return (
    <NativeSelect
      label={t('agents.bot.menu.leadsTo')}
      value={option.submenu === undefined ? 'answer' : 'submenu'}
      disabled={isReadOnly}
      data={[
        { value: 'answer', label: t('agents.bot.menu.leadsToAnswer') },
        { value: 'submenu', label: t('agents.bot.menu.leadsToMenu') },
      ]}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
