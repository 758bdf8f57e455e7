import type { Kind } from '../../model/kind.js';
import { answerCheck } from '../../spec/questions/checks.js';
import { annotationsOf } from './annotations.js';
import { resourceCase, toolCase } from './cases.js';
import { checkResource, checkTool } from './check.js';
import { databaseSource } from './database-source.js';
import { databaseUrl, dialectOf, DRIVERS } from './database-url.js';
import { identifiers, resourceModule, toolModule } from './modules.js';
import options from './options.js';
import { readme } from './readme.js';
import { extras, query, resourceQuery } from './schema.js';
import type { SqlProvider, SqlResource, SqlTool } from './spec.js';
import { service } from './service.js';
import { listOf, parsed, queryOf } from './statement.js';
import { next, testDataSource } from './test-data.js';

const checkText = answerCheck('The statement', (text) => {
  const found = parsed(text);
  return 'fault' in found ? `is not usable: ${found.fault}` : undefined;
});
const check = (text: string) => (text === '' ? undefined : checkText(text));

const sql: Kind<SqlTool, SqlResource> = {
  label: options.label,
  auth: ['login', 'nothing'],
  authFor: ({ databaseUrl: url }) =>
    typeof url === 'string' ? (dialectOf(url) === 'sqlite' ? 'none' : 'login') : undefined,
  settings: [databaseUrl],
  extras,
  view: (spec) => ({
    database: databaseSource(spec as SqlProvider),
    testData: testDataSource(spec),
  }),
  calls: 'Statements are string literals; bind values with `:name`.',
  testing: (spec) => `mcp-provider/testing/sql/${dialectOf((spec as SqlProvider).databaseUrl)}`,
  readme,
  next: (spec) => next(spec as SqlProvider),
  service,
  fixture: ({ users }) => (users === 'shared' ? { shared: true } : {}),
  tool: {
    key: 'query',
    schema: query,
    option: {
      ...options.tool.option,
      read: (scanner) => ({ query: scanner.rest() }),
      write: (tool) => queryOf(tool)?.statement,
    },
    async ask(questions) {
      const text = await questions.text({
        message: 'Statement, such as select name from parts where id = :id (optional)',
        initial: '',
        check,
      });
      return text === '' ? undefined : { query: text };
    },
    requires: () => [],
    annotations: annotationsOf,
    check: checkTool,
    module: toolModule,
    testCase: toolCase,
    listProperty: ({ outputSchema }) => outputSchema && listOf(outputSchema),
  },
  resource: {
    key: 'query',
    schema: resourceQuery,
    option: {
      ...options.resource.option,
      read: (text) => ({ query: text }),
      write: ({ query: text }) => (typeof text === 'string' ? text : undefined),
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
    module: resourceModule,
    testCase: resourceCase,
  },
  apiFiles: ['auth', 'database'],
  identifiers,
  dependencies: ({ databaseUrl: url }) => [DRIVERS[dialectOf(url)]],
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
};

export default sql;
