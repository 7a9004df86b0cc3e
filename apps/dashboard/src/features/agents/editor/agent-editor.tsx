import { Button, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import type { Agent, UpdateAgent } from '@recado/sdk';
import type { CreateAgent } from '@recado/contracts';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../../lib/api/problem.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { checkChange, type AgentDraft, type Checked } from './agent-draft.ts';
import { FormContext, useField } from './form.ts';
import { JsonForm } from './json-form.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import { NumberField } from './number-field.tsx';
import { TrialChat, type TriedAgent } from './trial/trial-chat.tsx';
import { TypeForm } from './type-form.tsx';

export interface AgentEditorProps<Body> {
  initial: AgentDraft;
  /** What is edited; undefined for a new one. */
  agent: Agent | undefined;
  check: (draft: AgentDraft) => Checked<Body>;
  save: { mutate: (body: Body) => void; isPending: boolean; error: unknown };
  isReadOnly: boolean;
  submitLabel: string;
  /** Whether what is typed was saved, and the page is about to be left. */
  isSaved: boolean;
}

const isSame = (one: AgentDraft, other: AgentDraft): boolean => JSON.stringify(one) === JSON.stringify(other);

/** An agent as a form, with a conversation beside it in which an automatic one is tried. */
export function AgentEditor<Body extends CreateAgent | UpdateAgent>(
  props: AgentEditorProps<Body>,
): ReactNode {
  const { initial, agent, check, save, isReadOnly, submitLabel, isSaved } = props;
  const [draft, setDraft] = useState(initial);
  const [showsBlanks, setShowsBlanks] = useState(false);
  const [isValidJson, setValidJson] = useState(true);
  const isDirty = !isSaved && !isReadOnly && !isSame(draft, initial);
  const { body, faults } = check(draft);
  const refusals = save.error === null ? new Map<string, string>() : failureOf(save.error).fields;
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setShowsBlanks(true);
    if (body !== undefined && isValidJson) save.mutate(body);
    else focusFirstFault(event.currentTarget);
  };
  return (
    <FormContext value={{ faults, refusals, showsBlanks, isReadOnly }}>
      <LeaveGuard isDirty={isDirty} />
      <div className="recado-editor" data-with-trial={draft.type !== 'human' || undefined}>
        <form onSubmit={submit} noValidate>
          <Stack gap="lg">
            <Views draft={draft} agent={agent} onChange={setDraft} onValid={setValidJson} />
            {save.error !== null && <ErrorState error={save.error} />}
            {!isReadOnly && (
              <Group justify="flex-end" className="recado-editor-actions" data-dirty={isDirty || undefined}>
                <Button type="submit" loading={save.isPending} disabled={agent !== undefined && !isDirty}>
                  {submitLabel}
                </Button>
              </Group>
            )}
          </Stack>
        </form>
        {!isReadOnly && <Trial draft={draft} agent={agent} isDirty={isDirty} />}
      </div>
    </FormContext>
  );
}

/** After the faults are shown. */
function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}

interface ViewsProps {
  draft: AgentDraft;
  agent: Agent | undefined;
  onChange: (draft: AgentDraft) => void;
  onValid: (isValid: boolean) => void;
}

/** The settings as a form, or as JSON. */
function Views({ draft, agent, onChange, onValid }: ViewsProps): ReactNode {
  const { t } = useTranslation();
  const [view, setView] = useState('form');
  const choose = (name: string): void => {
    setView(name);
    onValid(true);
  };
  return (
    <>
      <Panel
        title={t('agents.general')}
        actions={
          draft.type !== 'human' && (
            <SegmentedControl
              size="xs"
              aria-label={t('agents.json.view')}
              value={view}
              onChange={choose}
              data={[
                { value: 'form', label: t('agents.json.form') },
                { value: 'json', label: 'JSON' },
              ]}
            />
          )
        }
      >
        <NameFields draft={draft} onChange={onChange} />
      </Panel>
      {view === 'json' ? (
        <JsonForm draft={draft} onChange={onChange} onValid={onValid} />
      ) : (
        <TypeForm draft={draft} agent={agent} onChange={onChange} />
      )}
    </>
  );
}

function NameFields({ draft, onChange }: Pick<ViewsProps, 'draft' | 'onChange'>): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="recado-fields recado-fields-top">
      <TextInput
        label={t('agents.name')}
        description={t('agents.nameHint')}
        value={draft.name}
        required
        onChange={({ currentTarget }) => onChange({ ...draft, name: currentTarget.value })}
        {...useField('name')}
      />
      <NumberField
        label={t('agents.priority')}
        description={t('agents.priorityHint')}
        path="priority"
        value={draft.priority}
        onChange={(priority = '') => onChange({ ...draft, priority })}
      />
    </div>
  );
}

/** A bot is tried as it stands in the form; a service as it is saved, since its keys are. */
function Trial({
  draft,
  agent,
  isDirty,
}: Pick<ViewsProps, 'draft' | 'agent'> & { isDirty: boolean }): ReactNode {
  const { t } = useTranslation();
  const tried = triedOf(draft, agent);
  const noteOfBot = tried === undefined ? t('agents.trial.incomplete') : t('agents.trial.draft');
  const noteOfSaved = isDirty ? t('agents.trial.asSaved') : t('agents.trial.real');
  const noteOfService = tried === undefined ? t('agents.trial.saveFirst') : noteOfSaved;
  if (draft.type === 'human') return null;
  const note = draft.type === 'bot' ? noteOfBot : noteOfService;
  return (
    <aside className="recado-trial" aria-label={t('agents.trial.title')}>
      <TrialChat agent={tried} note={note} />
    </aside>
  );
}

function triedOf(draft: AgentDraft, agent: Agent | undefined): TriedAgent | undefined {
  if (draft.type !== 'bot') return agent && { type: 'saved', id: agent.id };
  // Whatever its name: the settings alone are tried.
  const { body } = checkChange({ ...draft, name: 'bot', priority: 0 });
  return body?.type === 'bot' ? { type: 'draft', configuration: body.configuration } : undefined;
}
