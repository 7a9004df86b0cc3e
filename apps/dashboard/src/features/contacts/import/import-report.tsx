import { Group, Table, Text } from '@mantine/core';
import type { ContactImportReport } from '@recado/sdk';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.ts';

const outcomes = ['created', 'updated', 'unchanged', 'failed'] as const;
const MOST_SHOWN = 200;

/** What became of the rows, with each that was not taken as it is. */
export function ImportReport({ report }: { report: ContactImportReport }): ReactNode {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <Group gap="xl" role="status">
        {outcomes.map((outcome) => (
          <div key={outcome}>
            <Text size="sm" c="dimmed">
              {t(`contacts.import.${outcome}`)}
            </Text>
            <p className="recado-count">{format.number(report[outcome])}</p>
          </div>
        ))}
      </Group>
      {report.rows.length > 0 && (
        <Table aria-label={t('contacts.import.lines')} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('contacts.import.line')}</Table.Th>
              <Table.Th>{t('contacts.import.outcome')}</Table.Th>
              <Table.Th>{t('contacts.import.why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.rows.slice(0, MOST_SHOWN).map(({ line, outcome, reason }) => (
              <Table.Tr key={line}>
                <Table.Td>{format.number(line)}</Table.Td>
                <Table.Td>{t(`contacts.import.${outcome}`)}</Table.Td>
                <Table.Td className="recado-break">{reason}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {report.rows.length > MOST_SHOWN && (
        <Text size="sm" c="dimmed">
          {t('contacts.import.more', { number: format.number(report.rows.length - MOST_SHOWN) })}
        </Text>
      )}
    </>
  );
}
