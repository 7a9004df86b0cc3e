import {
  FileButton,
  Button,
  Group,
  SegmentedControl,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';
import { NumberSelect } from '../../../ui/number-select.tsx';
import { columnsOf, countOfList } from './draft-policy.ts';
import type { StepProps } from './step-props.ts';

/** Who gets it, and from which number. */
export function AudienceStep({ draft, change, faultOf, ...others }: StepProps): ReactNode {
  const { t } = useTranslation();
  return (
    <Stack>
      <div className="recado-fields">
        <TextInput
          label={t('broadcasts.name')}
          placeholder={t('broadcasts.nameExample')}
          value={draft.name}
          error={faultOf('name')}
          onChange={({ currentTarget }) => change({ name: currentTarget.value })}
        />
        <NumberSelect
          label={t('broadcasts.from')}
          isOptional={false}
          value={draft.instanceId}
          error={faultOf('number')}
          onChange={(instanceId) => change({ instanceId, template: undefined })}
        />
      </div>
      <SegmentedControl
        aria-label={t('broadcasts.audience')}
        value={draft.audience}
        onChange={(value) => change({ audience: value === 'labels' ? 'labels' : 'list' })}
        data={[
          { value: 'list', label: t('broadcasts.byList') },
          { value: 'labels', label: t('broadcasts.contactsByLabel') },
        ]}
      />
      {draft.audience === 'list' ? (
        <ListField draft={draft} change={change} faultOf={faultOf} {...others} />
      ) : (
        <Stack gap="sm">
          <TagsInput
            label={t('broadcasts.labelsAny')}
            placeholder={t('broadcasts.labelsHint')}
            value={draft.any}
            error={faultOf('labels')}
            onChange={(any) => change({ any })}
          />
          <TagsInput
            label={t('broadcasts.labelsAll')}
            placeholder={t('broadcasts.labelsHint')}
            value={draft.all}
            onChange={(all) => change({ all })}
          />
          <Text size="sm" c="dimmed">
            {t('broadcasts.labelsNote')}
          </Text>
        </Stack>
      )}
    </Stack>
  );
}

function ListField({ draft, change, faultOf }: StepProps): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  const count = countOfList(draft.list);
  const columns = columnsOf(draft.list);
  const read = (file: File | null): void => {
    void file?.text().then((list) => change({ list }));
  };
  return (
    <Stack gap={6}>
      <Textarea
        label={t('broadcasts.list')}
        description={t('broadcasts.listHint')}
        placeholder={'telefone;nome\n+5511999999999;Ana'}
        autosize
        minRows={6}
        maxRows={14}
        spellCheck={false}
        value={draft.list}
        error={faultOf('list')}
        onChange={({ currentTarget }) => change({ list: currentTarget.value })}
      />
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {t('broadcasts.recipients', { count, number: format.number(count) })}
          {columns.length > 0 && ` · ${t('broadcasts.columnsFound', { columns: columns.join(', ') })}`}
        </Text>
        <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={read}>
          {(properties) => (
            <Button
              {...properties}
              size="xs"
              variant="default"
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              {t('broadcasts.openFile')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}
