/**
 * `npm run generate:env`: writes .env.example, and the table of settings in README.md, from the descriptions and defaults
 * in apps/server/src/config.ts.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Settings } from '../apps/server/src/config.ts';

const WIDTH = 110;
const root = path.resolve(import.meta.dirname, '..');

type Setting = (typeof Settings.shape)[keyof typeof Settings.shape];

/** The default of a setting as one writes it, and what it may be when that is a closed list. */
function writtenForms({ def }: Setting): { value: string; choices: string[] } {
  const plain = def.type === 'default' || def.type === 'optional' ? def.innerType.def : def;
  return {
    value: def.type === 'default' ? String(def.defaultValue) : '',
    choices: plain.type === 'enum' ? Object.values(plain.entries) : [],
  };
}

function comment(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] ?? '';
    if (line.length + word.length + 3 > WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `# ${line}`).join('\n');
}

const settings = Object.entries(Settings.shape).map(([name, setting]) => {
  const { value, choices } = writtenForms(setting);
  const description = `${setting.description ?? ''}.`;
  return {
    name,
    value,
    description: choices.length === 0 ? description : `${description} One of: ${choices.join(', ')}.`,
  };
});

const head = [
  'Settings of Recado, made from apps/server/src/config.ts by `npm run generate:env`. All are optional: what is shown is the',
  'default, and an empty value counts as absent. Recado reads its environment alone; give it this file with your shell,',
  'with systemd (EnvironmentFile=) or with Docker (--env-file).',
].map((line) => `# ${line}`);

const example = settings.map(({ name, value, description }) => `${comment(description)}\n# ${name}=${value}`);
await writeFile(path.join(root, '.env.example'), `${[head.join('\n'), ...example].join('\n\n')}\n`);

const rows = settings.map(
  ({ name, value, description }) => `| \`${name}\` | ${description} | ${value && `\`${value}\``} |`,
);
const readme = path.join(root, 'README.md');
const text = await readFile(readme, 'utf8');
const table = ['| setting | what it does | default |', '|---|---|---|', ...rows].join('\n');
await writeFile(
  readme,
  text.replace(
    /(<!-- settings: .* -->\n)[^]*(<!-- end of settings -->)/,
    (_whole, start: string, end: string) => `${start}${table}\n\n${end}`,
  ),
);
