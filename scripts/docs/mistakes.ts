import type { Rules } from '../../src/model/rule.js';
import { printers } from '../../src/render/printers.js';
import { type Mistake, mistakes } from '../../tests/e2e/mutants/mistakes.js';

const INTRODUCTION = `# What notices which mistake

Mistakes in the code of a provider, and who notices each first. A test makes those that the compiler, the generated tests or
the start notice in an example project, and compares what they say. \`npm run check\` runs the first three.

${printers.mdTable(
  ['who', 'runs with', 'knows'],
  [
    [
      'the compiler',
      '`npm run typecheck`',
      'types of users, paths, statements, schemas and the contract',
    ],
    [
      '`validate`',
      '`npm run validate`',
      'files, names, imports and calls: the [rules](../rules/README.md)',
    ],
    ['the generated tests', '`npm test`', 'requests, results and the real `tools/list`'],
    ['the start', '`npm start`', 'definitions, statements and configuration'],
    ['the call', 'the running server', 'who calls, and what a call may do'],
    ['other tools', '[CI](../ci.md)', 'mistakes that any program can have'],
  ],
)}`;

/** Examples by the kind of project that they are. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'an OpenAPI document, with a search for tools': ['city'],
  'requests written by hand, with OAuth': ['chat'],
  'requests with a token, with pages, resources and prompts': ['issues'],
  'GraphQL, form bodies and extensions': ['board', 'payments', 'extended'],
  'tables of an imported database, and statements written by hand': ['shop', 'inventory'],
  'own code': ['toolbox'],
  'files of a folder': ['documents'],
  'tools of another MCP server': ['gateway'],
  'an agent': ['helpdesk'],
};

/** How many mistakes are made in projects of each kind. @throws Error for an example without a kind */
function plantedTable(): string {
  const planted = Object.values(mistakes)
    .flat()
    .flatMap((row) => (row.file === undefined ? [] : [{ ...row, file: row.file }]));
  const rows = Object.entries(KINDS).map(([kind, examples]) => ({
    kind,
    planted: planted.filter(({ file }) => examples.includes(file.split('/')[0] ?? '')),
  }));
  if (rows.reduce((sum, { planted }) => sum + planted.length, 0) < planted.length)
    throw new Error('An example with planted mistakes has no kind');
  const all = { kind: 'all', planted };
  return printers.mdTable(
    ['kind of project', 'mistakes made'],
    [...rows, all].map((row) => [row.kind, String(row.planted.length)]),
  );
}

/** The page that says who notices each mistake. @throws Error for a rule that does not exist */
export function mistakesPage(rules: Rules): string {
  const sections = Object.entries(mistakes).map(([subject, rows]) =>
    [`## ${subject}`, tableOf(rows, rules)].join('\n\n'),
  );
  const planted = [
    'Tests make these mistakes in copies of the [examples](../../examples/README.md), here by kind of project:',
    plantedTable(),
  ];
  return `${[INTRODUCTION, ...planted, ...sections].join('\n\n')}\n`;
}

function tableOf(rows: readonly Mistake[], rules: Rules): string {
  if (rows.every(({ nobody }) => nobody !== undefined))
    return printers.mdTable(
      ['mistake that nothing notices', 'instead'],
      rows.map(({ mistake, nobody = '' }) => [mistake, nobody]),
    );
  return printers.mdTable(
    ['mistake', 'noticed by', 'message'],
    rows.map((row) => [row.mistake, ...noticed(row, rules)]),
  );
}

function noticed(row: Mistake, rules: Rules): [who: string, message: string] {
  const { compiler, start, tests, harmless, call, validate, other = '' } = row;
  if (compiler !== undefined) return ['the compiler', code(compiler)];
  if (start !== undefined) return ['the start', code(start)];
  if (tests !== undefined) return ['the generated tests', code(tests)];
  if (call !== undefined) return ['the call', code(call)];
  if (harmless !== undefined) return ['no effect', harmless];
  if (validate === undefined) return [other, ''];
  if (!Object.hasOwn(rules, validate)) throw new Error(`${row.id}: no rule is "${validate}"`);
  const link = `[\`${validate}\`](../rules/${validate}.md)`;
  return ['`validate`', other === '' ? link : `${link}; also ${other}`];
}

const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;
