/**
 * Puts the newest figures of each subject into the decisions that rest on them: between `<!-- figures: SUBJECT -->` and
 * `<!-- end of figures -->` in docs/adr/*.md.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const lines = readFileSync(path.join(root, 'bench/results/stack.jsonl'), 'utf8').trim().split('\n');
const newest = new Map(lines.map((line) => JSON.parse(line)).map((result) => [result.subject, result]));

function table({ at, isPreliminary, seconds, machine, rows }) {
  const columns = Object.keys(Object.values(rows)[0]);
  const cells = ([name, row]) =>
    `| ${[name, ...columns.map((column) => written(row[column]))].join(' | ')} |`;
  const note =
    `Measured ${at.slice(0, 10)}, Node ${machine.node.slice(1)}, ${machine.cores} cores, ${seconds} s each` +
    (isPreliminary
      ? '; preliminary: the machine had other work, so that rates are low and CPU time is a little high.'
      : '.');
  return [
    `| | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---:|').join('')}`,
    ...Object.entries(rows).map(cells),
    '',
    note,
  ].join('\n');
}

function written(value) {
  return typeof value === 'number' ? value.toLocaleString('en-GB', { maximumSignificantDigits: 3 }) : value;
}

for (const file of globSync('docs/adr/*.md', { cwd: root }).map((name) => path.join(root, name))) {
  const text = readFileSync(file, 'utf8');
  const filled = text.replaceAll(
    /(<!-- figures: (.+?) -->\n)[^]*?(<!-- end of figures -->)/g,
    (whole, start, subject, end) =>
      newest.has(subject) ? `${start}${table(newest.get(subject))}\n\n${end}` : whole,
  );
  if (filled !== text) writeFileSync(file, filled);
}
