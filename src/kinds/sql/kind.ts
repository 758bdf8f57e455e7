import { posix } from 'node:path';
import { type Kind, textSetting } from '../../model/kind.js';
import { screamingCase } from '../../model/names.js';
import type { ToolAnnotations } from '../../model/spec.js';
import { shellWords } from '../../model/text/shell-words.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { resourceCase, toolCases } from './cases.js';
import { checkResource, checkTool } from './check.js';
import contract from './contract.js';
import { databaseProduct, databaseUrl, DRIVERS, urlDialect } from './database-url.js';
import { databaseSource, identifiers, resourceCode, toolCode } from './modules.js';
import options from './options.js';
import { providerProperties, query, resourceQuery } from './schema.js';
import { testService } from './service.js';
import type { SqlProvider, SqlResource, SqlTool } from './spec.js';
import { listPropertyOf, parseStatement, querySpec, rowQuery } from './statement.js';

const checkText = answerCheck('The statement', (text) => {
  const statement = parseStatement(text);
  return 'fault' in statement ? `is not usable: ${statement.fault}` : undefined;
});
const check = (text: string) => (text === '' ? undefined : checkText(text));

const sql: Kind<SqlTool, SqlResource> = {
  label: options.label,
  contract,
  spec: {
    auth: ['login', 'nothing'],
    settings: [databaseUrl],
    extras: providerProperties,
    tool: {
      key: 'query',
      schema: query,
      option: {
        ...options.spec.tool.option,
        read: (scanner) => ({ query: scanner.rest() }),
        write: (tool) => querySpec(tool)?.statement,
      },
      async ask(questions, questionOptions) {
        const text = await questions.text({
          message: 'Statement, such as select name from parts where id = :id (optional)',
          initial: '',
          ...questionOptions,
          check,
        });
        return text === '' ? [] : [{ query: text }];
      },
      requires: () => [],
      annotations: statementAnnotations,
      check: checkTool,
    },
    resource: {
      key: 'query',
      schema: resourceQuery,
      option: {
        ...options.spec.resource.option,
        read: (text) => ({ query: text }),
        write: (resource) => rowQuery(resource)?.statement,
      },
      async ask(questions) {
        const text = await questions.text({
          message: 'Statement that reads one row (optional)',
          initial: '',
          check,
        });
        return text === '' ? undefined : { query: text };
      },
      check: checkResource,
    },
  },
  serve: { secretCheck: 'system' },
  render: {
    toolCode,
    resourceCode,
    apiFiles: ['auth', 'database'],
    identifiers,
    dependencies: ({ databaseUrl }) => [DRIVERS[urlDialect(databaseUrl)]],
    view: (spec) => ({
      database: databaseSource(spec as SqlProvider),
      testData: testDataSource(spec),
    }),
    calls:
      'statements are string literals in the tool; bind values with `:name`. Over HTTP, `:principal.user_id` is `<issuer>|<sub>`: if columns have other IDs, convert it with `userOf` in `api/database.ts`.',
    connectsTo: (spec) => `A ${databaseProduct(textSetting(spec, databaseUrl))} database`,
    readme,
    next: (spec) => nextSteps(spec as SqlProvider),
  },
  reviewRows: (spec) => [{ label: 'Database', text: textSetting(spec, databaseUrl) }],
  test: {
    testing: (spec) => `mcp-provider/testing/sql/${urlDialect((spec as SqlProvider).databaseUrl)}`,
    toolCases,
    resourceCase,
    listProperty: ({ outputSchema }) => outputSchema && listPropertyOf(outputSchema),
    fixture: ({ databaseUrl, users = 'parameter' }) => ({
      databaseUrl,
      ...(users === 'shared' ? { shared: true } : { users }),
    }),
    service: testService,
    sample: {
      name: 'get_part',
      description: 'One part.',
      inputSchema: {
        type: 'object',
        properties: { part_id: { type: 'string', description: 'Part to return.' } },
        required: ['part_id'],
      },
      query: 'select id, name from parts where id = :part_id and owner = :principal.user_id',
    },
  },
};

export default sql;

/** Returns annotations from the statement. Clients assume that tools without annotations are destructive. */
function statementAnnotations(tool: Partial<SqlTool>): ToolAnnotations {
  const query = querySpec(tool);
  if (!query) return {};
  const statement = parseStatement(query.statement);
  if ('fault' in statement) return {};
  const openWorldHint = false;
  if (statement.reads) return { readOnlyHint: true, openWorldHint };
  const isAddition =
    /^\s*insert\b(?!\s+or\s+replace\b)/i.test(query.statement) &&
    !REPLACING_INSERT.test(query.statement);
  return { destructiveHint: !isAddition, openWorldHint };
}

/** Matches an insert that changes the row with the same key. */
const REPLACING_INSERT = /\bdo\s+update\b|\bon\s+duplicate\s+key\b/i;

type TestData = Pick<SqlProvider, 'testData'>;

const EMPTY = [
  '-- Write the tables here, with rows of the users :alice and :bob. Until then, the tests of the tools are to do.',
  '-- Example:',
  '-- create table parts (id integer primary key, owner text not null, name text not null);',
  "-- insert into parts values (1, :alice, 'Bolt'), (2, :bob, 'Nut');",
].join('\n');

const trimmedTestData = ({ testData = '' }: TestData): string => testData.trim();

/** Returns the content of `tests/<provider>.sql`. */
const testDataSource = (data: TestData): string => trimmedTestData(data) || EMPTY;

function nextSteps({ name, databaseUrl, ...data }: SqlProvider): string[] {
  const isFile = urlDialect(databaseUrl) === 'sqlite';
  return [
    ...(trimmedTestData(data) === ''
      ? [`Write the tables and rows for the tests in tests/${name}.sql.`]
      : []),
    ...(isFile
      ? []
      : [
          `Set TEST_${screamingCase(name)}_DATABASE_URL to a database with "test" in its name, which the tests empty. Without it, "npm test" skips the tests of statements.`,
        ]),
  ];
}

const ROWS: Readonly<Record<NonNullable<SqlProvider['users']>, string>> = {
  parameter:
    'Statements on the rows of a user contain `:principal.user_id`, so users have their own rows. On this computer, the user is `MCP_LOCAL_USER`, by default `local`.',
  policies:
    'Policies of the database limit each user to their own rows. On this computer, the user is `MCP_LOCAL_USER`, by default `local`.',
  login: 'Each user signs in with a login of the database.',
  shared: 'All users have the same rows.',
};

/** Returns the words of `sqlite3` that read the tables and rows of the tests, with names in place of the users. */
const readWords = (name: string, users: SqlProvider['users']): string =>
  `${users === 'parameter' ? '".parameter set :alice local" ".parameter set :bob bob" ' : ''}".read tests/${name}.sql"`;

/** Returns Markdown with commands that create the tables of the tests, without their rows, in the SQLite database. */
function tablesNote({ name, databaseUrl, users = 'parameter' }: SqlProvider): string {
  const file = databaseUrl.replace(/^sqlite:/, '');
  const folder = posix.dirname(file);
  return [
    `Before you start the server, create its tables: those of \`tests/${name}.sql\`, without the rows, which are for the tests.`,
    '',
    '```sh',
    ...(folder === '.' || posix.isAbsolute(file) ? [] : [shellWords(['mkdir', '-p', folder])]),
    `sqlite3 :memory: ${readWords(name, users)} ".schema --nosys" | ${shellWords(['sqlite3', file])}`,
    '```',
  ].join('\n');
}

/** Returns Markdown with commands that make a SQLite database of the tests' rows, apart from the one in use. */
function sampleNote({ name, users = 'parameter' }: SqlProvider): string {
  const file = `/tmp/${name}.db`;
  return [
    `To try the tools with these rows, set \`${screamingCase(name)}_DATABASE_URL=sqlite:${file}\` after these commands:`,
    '',
    '```sh',
    `rm -f ${file}`,
    `sqlite3 ${file} ${readWords(name, users)}`,
    '```',
  ].join('\n');
}

/** Returns a README section about the tables, the rows of each user, and the database of the tests. */
function readme(spec: object): string {
  const provider = spec as SqlProvider; // checked
  const { name, databaseUrl, users = 'parameter', origin } = provider;
  const NAME = screamingCase(name);
  const isFile = urlDialect(databaseUrl) === 'sqlite';
  const hasTables = trimmedTestData(provider) !== '';
  const description = [
    `The database is \`database_url\` in \`provider-config.yaml\`; \`${NAME}_DATABASE_URL\` replaces it.`,
    ...(isFile ? ['A relative path begins in the folder of the project.'] : []),
    ...databaseNotes(provider),
    ROWS[users],
  ].join(' ');
  const tests = isFile
    ? `The tests create a database with the tables and rows of \`tests/${name}.sql\`.${hasTables ? ` ${sampleNote(provider)}` : ''}`
    : `The tests need a server: set \`TEST_${NAME}_DATABASE_URL\` to a database with "test" in its name. They delete everything in it, and create the tables and rows of \`tests/${name}.sql\`.`;
  const tables = isFile && hasTables && !origin ? [tablesNote(provider)] : [];
  return [description, ...tables, tests].join('\n\n');
}

/** Returns sentences about where the tables come from, unless commands create them. */
function databaseNotes({ name, databaseUrl, origin, ...data }: SqlProvider): string[] {
  if (origin)
    return [
      'The tools were imported from its tables, which have to exist before you start the server.',
    ];
  if (trimmedTestData(data) === '')
    return ['Create it and its tables before you start the server.'];
  if (urlDialect(databaseUrl) === 'sqlite') return [];
  return [
    `Create it with the \`create table\` statements of \`tests/${name}.sql\`, whose rows are for the tests, before you start the server.`,
  ];
}
