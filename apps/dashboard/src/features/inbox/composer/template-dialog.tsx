import { Button, Group, Modal, Stack } from '@mantine/core';
import type { OutboundTemplate } from '@recado/sdk';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { TemplateEditor } from '../../../ui/templates/template-editor.tsx';
import { faultsOf, templateContent, type TemplateDraft } from '../../../ui/templates/template-policy.ts';

export interface TemplateDialogProps {
  instanceId: string;
  onSend: (message: OutboundTemplate) => void;
  onClose: () => void;
}

/** Chooses a template, fills it in and sends it. */
export function TemplateDialog({ instanceId, onSend, onClose }: TemplateDialogProps): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<TemplateDraft>();
  const [wasTried, setWasTried] = useState(false);
  const send = (): void => {
    if (draft === undefined) return;
    setWasTried(true);
    if (faultsOf(draft).size > 0) return;
    onSend({ type: 'template', content: templateContent(draft) });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('composer.template.open')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Stack>
          <TemplateEditor
            instanceId={instanceId}
            draft={draft}
            isStrict={wasTried}
            onChange={(next) => {
              setDraft(next);
              setWasTried(false);
            }}
          />
          {draft !== undefined && (
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                {t('words.cancel')}
              </Button>
              <Button type="submit">{t('composer.template.send')}</Button>
            </Group>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
