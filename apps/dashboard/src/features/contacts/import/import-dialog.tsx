import { Button, FileButton, Group, Loader, Modal, Stack, Table, Text } from '@mantine/core';
import { importContacts, type ContactImportReport } from '@recado/sdk';
import { IconUpload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../lib/api/client.ts';
import { call } from '../../../lib/api/problem.ts';
import { useFormat } from '../../../lib/format.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { contactsKey } from '../queries.ts';
import { columnOf, headOf, type CsvHead } from './csv-head-policy.ts';
import { ImportReport } from './import-report.tsx';

const SHOWN_ROWS = 4;
/** More than enough for a few rows. */
const READ_BYTES = 64 * 1024;

interface Chosen {
  file: File;
  head: CsvHead;
}

/** Shows how a file will be read before it is, and then what became of its rows. */
export function ImportDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>();
  const run = useMutation({
    mutationFn: (file: File): Promise<ContactImportReport> => call(importContacts({ client, body: file })),
    onSettled: () => queries.invalidateQueries({ queryKey: contactsKey }),
  });
  const choose = (file: File | null): void => {
    run.reset();
    void file
      ?.slice(0, READ_BYTES)
      .text()
      .then((text) => setChosen({ file, head: headOf(text, SHOWN_ROWS) }));
  };
  const isReadable = chosen !== undefined && hasPhone(chosen.head);
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('contacts.import.title')}
      closeButtonProps={{ 'aria-label': t('words.close') }}
    >
      <Stack>
        {run.data !== undefined ? (
          <ImportReport report={run.data} />
        ) : (
          <Choose chosen={chosen} isDisabled={run.isPending} onChoose={choose} />
        )}
        {run.isError && <ErrorState error={run.error} />}
        <Group justify="flex-end" gap="xs">
          {run.isPending && <Reading file={chosen?.file} />}
          <Button variant="default" onClick={onClose}>
            {t('words.close')}
          </Button>
          {run.data === undefined && (
            <Button
              loading={run.isPending}
              disabled={!isReadable}
              onClick={() => {
                if (chosen !== undefined) run.mutate(chosen.file);
              }}
            >
              {t('contacts.import.submit')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

const hasPhone = ({ headings }: CsvHead): boolean =>
  headings.some((heading) => columnOf(heading) === 'phone');

interface ChooseProps {
  chosen: Chosen | undefined;
  isDisabled: boolean;
  onChoose: (file: File | null) => void;
}

function Choose({ chosen, isDisabled, onChoose }: ChooseProps): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm">{t('contacts.import.body')}</Text>
      <Group gap="sm">
        <FileButton accept=".csv,.txt,.tsv,text/csv,text/plain" onChange={onChoose}>
          {(properties) => (
            <Button
              {...properties}
              variant="default"
              disabled={isDisabled}
              leftSection={<IconUpload size={16} aria-hidden />}
            >
              {t('contacts.import.choose')}
            </Button>
          )}
        </FileButton>
        {chosen !== undefined && <Text size="sm">{chosen.file.name}</Text>}
      </Group>
      {chosen !== undefined && <Head head={chosen.head} />}
      {chosen !== undefined && !hasPhone(chosen.head) && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t('contacts.import.noPhone')}
        </Text>
      )}
    </>
  );
}

function Reading({ file }: { file: File | undefined }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Group gap="xs" role="status">
      <Loader size="xs" />
      <Text size="sm" c="dimmed">
        {t('contacts.import.reading', { size: format.bytes(file?.size ?? 0) })}
      </Text>
    </Group>
  );
}

/** The columns with what each stands for, and the first rows. */
function Head({ head }: { head: CsvHead }): ReactNode {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={320} type="native">
      <Table aria-label={t('contacts.import.preview')} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            {head.headings.map((heading, place) => (
              <Table.Th key={`${heading} ${String(place)}`}>
                {heading === '' ? '–' : heading}
                <Text size="xs" c="dimmed">
                  {t(`contacts.import.column.${columnOf(heading)}`)}
                </Text>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {head.rows.map((row, at) => (
            <Table.Tr key={at}>
              {head.headings.map((heading, place) => (
                <Table.Td key={`${heading} ${String(place)}`}>{row[place] ?? ''}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
