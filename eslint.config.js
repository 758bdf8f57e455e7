import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import simpleImportSort from 'eslint-plugin-simple-import-sort';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores([
    '**/dist/',
    'coverage/',
    'site/{pages,.vitepress/cache}/',
    'tests/cases/',
    '**/*.gen.ts',
    // Templates are linted as the projects they become, in examples/.
    'templates/{project,provider}/**',
    'templates/kind/*/src/**',
    'templates/auth/*/{src,tests}/**',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    // One declaration per module; Node's own modules first, then packages, then our files.
    files: ['{src,runtime,tests,bench,scripts}/**/*.{ts,mjs}'],
    plugins: { 'simple-import-sort': simpleImportSort },
    rules: {
      'simple-import-sort/imports': [
        'error',
        { groups: [['^\\u0000', '^node:', '^@?\\w', '^[^.]', '^\\.']] },
      ],
      'no-duplicate-imports': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      // Only a type alias fits where an index signature is asked for.
      '@typescript-eslint/consistent-type-definitions': 'off',
      // An empty text often means the same as none.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, boolean: true } },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Our objects are closures: their methods do not use `this`.
      '@typescript-eslint/unbound-method': 'off',
      // Without `await`, too, `async` turns what is thrown into a rejection.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Examples are linted without being installed: what they import is among our devDependencies. As one program they take
    // a quarter of the time.
    files: ['examples/**/*.ts'],
    languageOptions: {
      parserOptions: {
        projectService: false,
        project: 'tsconfig.examples.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  {
    files: ['{src/commands/dev,runtime/src/views}/page/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['crypto', 'CSS', 'document', 'fetch', 'history', 'location', 'navigator', 'sessionStorage']
          .concat(['getComputedStyle', 'ResizeObserver', 'setTimeout', 'TextDecoderStream', 'URL'])
          .concat(['queueMicrotask', 'URLSearchParams', 'window'])
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="CliError"]',
          message: 'Each failure has its function in src/model/errors.',
        },
      ],
    },
  },
  {
    // The environment has one reader, for which an empty variable is not set; timers have one maker, which takes any time.
    files: ['runtime/src/**/*.ts'],
    ignores: ['runtime/src/testing/**', 'runtime/src/utils/{settings,time}.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':not(AssignmentExpression) > MemberExpression[object.object.name="process"][object.property.name="env"], VariableDeclarator[id.type="ObjectPattern"][init.property.name="env"]',
          message: 'Read variables with "setting" of utils/settings.ts.',
        },
        {
          selector: 'CallExpression[callee.name="setTimeout"]:not([arguments.1.name=/^[A-Z_]+$/])',
          message: 'Use "setTimer" of utils/time.ts: setTimeout ends long times at once.',
        },
      ],
    },
  },
  {
    // ts-morph composes the classes of its nodes at run time.
    files: ['src/edit/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  { files: ['src/model/errors/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // About one screen; a function that needs more says why.
    files: ['{src,runtime/src}/**/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 101, skipComments: true }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/cli/**', 'src/host/**'],
    rules: { 'no-restricted-globals': ['error', 'process', 'console'] },
  },
  {
    files: [
      'tests/**/*.ts',
      'runtime/tests/**/*.ts',
      'runtime/src/testing/**/*.ts',
      'examples/*/tests/**/*.ts',
    ],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  {
    files: ['**/*.mjs', 'eslint.config.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        URL: 'readonly',
      },
    },
  },
  {
    files: ['bin/*.cjs', 'runtime/bin/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { process: 'readonly', console: 'readonly' },
    },
  },
  {
    // Whatever Node somebody has, it must get as far as the sentence about its version.
    files: ['bin/require-node.cjs', 'bin/mcp-provider.cjs', 'bin/create-mcp-provider.cjs'],
    languageOptions: { ecmaVersion: 5 },
  },
);
