import { expect, it } from 'vitest';
import { AppError } from '../../platform/http/app-error.ts';
import { readCsv } from './read-csv.ts';

it.each([
  ['commas', 'phone,nome\n+5511999999999,Maria\n'],
  ['semicolons and Windows line ends', 'Telefone;nome\r\n+5511999999999;Maria\r\n'],
  ['tabs and a byte order mark', '\ufeffNúmero\tnome\n+5511999999999\tMaria'],
  ['quotes', '"phone_number","nome"\n"+5511999999999","Maria"'],
])('a table with %s is read', async (_, csv) => {
  expect(await readCsv(csv)).toEqual([
    { line: 2, phoneNumber: '+5511999999999', variables: { nome: 'Maria' } },
  ]);
});

it('a cell may hold separators, quotes and line ends; an empty one is no variable; lines are counted as an editor does', async () => {
  const csv = 'nome,phone,nota\n"Silva, ""Maria""\nde",+551,\nAna,+552,vip\n';
  expect(await readCsv(csv)).toEqual([
    { line: 3, phoneNumber: '+551', variables: { nome: 'Silva, "Maria"\nde' } },
    { line: 4, phoneNumber: '+552', variables: { nome: 'Ana', nota: 'vip' } },
  ]);
});

it.each([
  ['without a column of numbers', 'nome,email\nMaria,m@example.com', /"nome", "email"/],
  ['with a line that has a cell too many', 'phone,nome\n+551,Maria,x', /line 2/],
  ['with a quote that never ends', 'phone,nome\n+551,"Maria', /[Qq]uote/],
])('a table %s is refused, with what is wrong', async (_, csv, message) => {
  const error = await readCsv(csv).catch((thrown: unknown) => thrown);
  const [problem] = error instanceof AppError ? (error.extras.errors ?? []) : [];
  expect(problem?.path).toBe('audience.csv');
  expect(problem?.message).toMatch(message);
});
