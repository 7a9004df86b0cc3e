import {
  ActionIcon,
  Badge,
  Checkbox,
  Group,
  NativeSelect,
  ScrollArea,
  Stack,
  Text,
  TextInput,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { IconFilterOff, IconRefresh, IconSearch, IconTemplate } from '@tabler/icons-react';
import type { MessageTemplate } from '@recado/sdk';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../lib/tell.ts';
import { EmptyState } from '../empty-state.tsx';
import { ErrorState } from '../error-state.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { matchingTemplates, templateObstacle, type TemplateFilter } from './template-policy.ts';
import { partsOf } from './template-parts.ts';
import { freshTemplates, templatesKey, templatesQuery } from './template-queries.ts';
import { categoryText, statusText } from './template-words.ts';

export interface TemplateListProps {
  /** The number whose templates they are. */
  instanceId: string;
  onChoose: (template: MessageTemplate) => void;
}

const everything: TemplateFilter & { isApprovedOnly: boolean } = {
  text: '',
  category: '',
  language: '',
  isApprovedOnly: true,
};

/** Moves among the templates with the arrows, as in any list; from the search field downwards too. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (event.target instanceof HTMLSelectElement) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-template]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[event.key === 'ArrowDown' ? at + 1 : at - 1];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Finds one of the number's templates. */
export function TemplateList({ instanceId, onChoose }: TemplateListProps): ReactNode {
  const [filter, setFilter] = useState(everything);
  const templates = useQuery(templatesQuery(instanceId));
  if (templates.isError)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />;
  if (templates.data === undefined) return <LoadingRows rows={4} />;
  const offered = templates.data.filter(
    (template) => !filter.isApprovedOnly || templateObstacle(template) !== 'notApproved',
  );
  const matching = matchingTemplates(offered, filter);
  return (
    <Stack gap="sm" onKeyDown={moveByArrows}>
      <Filters
        templates={templates.data}
        filter={filter}
        onChange={(changed) => setFilter({ ...filter, ...changed })}
        instanceId={instanceId}
      />
      {matching.length === 0 ? (
        <NoTemplates hasSome={templates.data.length > 0} />
      ) : (
        <Matching templates={matching} onChoose={onChoose} />
      )}
    </Stack>
  );
}

function Matching({
  templates,
  onChoose,
}: {
  templates: readonly MessageTemplate[];
  onChoose: TemplateListProps['onChoose'];
}): ReactNode {
  const { t } = useTranslation();
  return (
    <ScrollArea.Autosize mah="min(48vh, 420px)" type="auto" offsetScrollbars="present">
      <ul className="recado-template-list" aria-label={t('templates.list')}>
        {templates.map((template) => (
          <li key={`${template.name} ${template.language}`}>
            <Row template={template} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </ScrollArea.Autosize>
  );
}

function Row({
  template,
  onChoose,
}: {
  template: MessageTemplate;
  onChoose: TemplateListProps['onChoose'];
}): ReactNode {
  const { t } = useTranslation();
  const obstacle = templateObstacle(template);
  return (
    <UnstyledButton
      className="recado-template"
      data-template
      aria-disabled={obstacle !== undefined}
      onClick={() => {
        if (obstacle === undefined) onChoose(template);
      }}
    >
      <Group gap="xs" wrap="nowrap" justify="space-between">
        <Text size="sm" fw={600} truncate>
          {template.name}
        </Text>
        <Group gap={6} wrap="nowrap">
          {obstacle === 'notApproved' && (
            <Badge variant="outline" color="gray">
              {statusText(t, template.status)}
            </Badge>
          )}
          <Text size="xs" c="dimmed" span className="recado-nowrap">
            {categoryText(t, template.category)} · {template.language}
          </Text>
        </Group>
      </Group>
      <Text size="sm" c="dimmed" lineClamp={2}>
        {obstacle === undefined ? partsOf(template).body : t(`templates.obstacle.${obstacle}`)}
      </Text>
    </UnstyledButton>
  );
}

interface FiltersProps {
  templates: readonly MessageTemplate[];
  filter: typeof everything;
  onChange: (changed: Partial<typeof everything>) => void;
  instanceId: string;
}

const choices = (values: readonly string[]): string[] => [...new Set(values)].sort();

function Filters({ templates, filter, onChange, instanceId }: FiltersProps): ReactNode {
  const { t } = useTranslation();
  const all = t('words.all');
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          type="search"
          flex={1}
          data-autofocus
          aria-label={t('templates.search')}
          placeholder={t('templates.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filter.text}
          onChange={({ currentTarget }) => onChange({ text: currentTarget.value })}
        />
        <Refresh instanceId={instanceId} />
      </Group>
      <Group gap="xs">
        <NativeSelect
          aria-label={t('templates.category')}
          value={filter.category}
          onChange={({ currentTarget }) => onChange({ category: currentTarget.value })}
          data={[
            { value: '', label: `${t('templates.category')}: ${all}` },
            ...choices(templates.map(({ category }) => category)).map((value) => ({
              value,
              label: categoryText(t, value),
            })),
          ]}
        />
        <NativeSelect
          aria-label={t('templates.language')}
          value={filter.language}
          onChange={({ currentTarget }) => onChange({ language: currentTarget.value })}
          data={[
            { value: '', label: `${t('templates.language')}: ${all}` },
            ...choices(templates.map(({ language }) => language)),
          ]}
        />
        <Checkbox
          label={t('templates.approved')}
          checked={filter.isApprovedOnly}
          onChange={({ currentTarget }) => onChange({ isApprovedOnly: currentTarget.checked })}
        />
      </Group>
    </>
  );
}

function Refresh({ instanceId }: { instanceId: string }): ReactNode {
  const { t } = useTranslation();
  const tell = useTell();
  const queries = useQueryClient();
  const refresh = useMutation({
    mutationFn: () => freshTemplates(instanceId),
    onSuccess: (templates) => queries.setQueryData(templatesKey(instanceId), templates),
    onError: tell.failed,
  });
  return (
    <Tooltip label={t('templates.refresh')}>
      <ActionIcon
        variant="default"
        size={36}
        loading={refresh.isPending}
        onClick={() => refresh.mutate()}
        aria-label={t('templates.refresh')}
      >
        <IconRefresh size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function NoTemplates({ hasSome }: { hasSome: boolean }): ReactNode {
  const { t } = useTranslation();
  return hasSome ? (
    <EmptyState
      icon={<IconFilterOff size={28} />}
      title={t('templates.noMatchTitle')}
      body={t('templates.noMatchBody')}
    />
  ) : (
    <EmptyState
      icon={<IconTemplate size={28} />}
      title={t('templates.emptyTitle')}
      body={t('templates.emptyBody')}
    />
  );
}
