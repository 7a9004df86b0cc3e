import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/test/**/*.ts', 'e2e/**/*.ts'];
const sources = ['apps/*/src/**/*.{ts,tsx}', 'packages/**/src/**/*.{ts,tsx}'];

// A border decoder turns what a foreign library calls unknown into a type of ours; only there may a type be asserted.
const borderDecoders = ['**/*-decoder.ts'];

export default defineConfig(
  globalIgnores([
    '**/dist/',
    '**/coverage/',
    '**/.cache/',
    'data/',
    'packages/sdk/src/generated/',
    '**/platform/database/schema.ts',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['vitest.config.ts'] } },
    },
    rules: {
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Nest's modules are classes with nothing in them but a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // A number reads the same in a template as anywhere else.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A callback that is handed a void expression on one line says what it does.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // With strict types, `type` and `interface` differ in what they can say; the writer chooses.
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // The compiler asks for brackets on index signatures (noPropertyAccessFromIndexSignature).
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
    },
  },
  {
    files: sources,
    rules: {
      complexity: ['error', 10],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Export by name: a name can be searched for and is the same everywhere.',
        },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Only config.ts reads the environment.',
        },
        {
          // A constructor takes whatever Nest injects.
          selector:
            ':matches(FunctionDeclaration, ArrowFunctionExpression, FunctionExpression:not(MethodDefinition[kind="constructor"] > *))[params.length>4]',
          message: 'A function takes at most 4 parameters; beyond that, an object.',
        },
      ],
      'no-console': 'error',
    },
  },
  // Markup takes a line where code takes a word.
  {
    files: ['apps/dashboard/src/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['apps/server/src/config.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // A command's own start file talks to the terminal.
  { files: ['packages/simulators/*/src/main.ts'], rules: { 'no-console': 'off' } },
  {
    files: borderDecoders,
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }] },
  },
  {
    files: tests,
    rules: {
      // `expect(object.method)` names a method without calling it.
      '@typescript-eslint/unbound-method': 'off',
      // A table of cases or one long scenario reads best in one piece.
      'max-lines-per-function': 'off',
      'no-restricted-syntax': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'performance',
          'setTimeout',
          'setInterval',
          'clearInterval',
          'module',
          'fetch',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
);
