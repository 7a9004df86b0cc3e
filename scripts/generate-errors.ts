/** `npm run generate:errors`: writes docs/errors.md from the error codes of the contracts. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorCodes } from '../packages/contracts/src/errors.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

const rows = Object.entries(errorCodes).map(
  ([code, { status, title, hint }]) => `| \`${code}\` | ${status} | ${cell(title)} | ${cell(hint)} |`,
);

const page = `# Errors

<!-- Made by \`npm run generate:errors\` from packages/contracts/src/errors.ts. -->

Every error is \`application/problem+json\` (RFC 9457). \`code\` is stable: a code is never renamed and never changes its
meaning, so programs may rely on it. \`detail\` says what went wrong this time, \`hint\` what to do; for invalid input
\`errors\` names each field. Give the operator \`requestId\` when you ask about a request.

| code | status | what it means | what to do |
| --- | --- | --- | --- |
${rows.join('\n')}
`;

await writeFile(path.join(import.meta.dirname, '../docs/errors.md'), page);
