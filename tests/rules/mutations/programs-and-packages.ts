import type { RuleId } from '../../../src/model/finding.js';
import { type Edit, type Mutation, inIssues } from '../mutate.js';

const IMPORT = "import { callApi } from './client.js';\n";
const CALL = '  return response.body;';
const API = 'src/providers/issues/api/get-issue.ts';
const started = (defect: string, imports: string, line: string): Mutation =>
  inIssues(defect, 'security/program-argument', {
    [API]: [
      [IMPORT, `${IMPORT}${imports}\n`],
      [CALL, `▶  ${line}\n${CALL}`],
    ],
    'package.json': ['"dependencies": {', '"dependencies": {\n    "execa": "9.6.1",'],
  });
const row =
  (rule: RuleId) =>
  (defect: string, path: string, ...edits: Edit[]): Mutation => ({
    defect,
    rule,
    edits: { [path]: edits },
  });
const undeclared = row('configuration/undeclared-package');
const relative = row('configuration/working-directory');
const unfinished = row('contract/unfinished-function');
const CHILD = "import { execFile, spawn } from 'node:child_process';";

export const mutations: readonly Mutation[] = [
  started('an argument can be an option', CHILD, "execFile('git', ['log', owner]);"),
  started(
    'an argument behind another can be an option',
    CHILD,
    "spawn('gh', ['issue', 'view', '--repo', `${owner}/${repo}`]);",
  ),
  started('the model chooses the program', CHILD, 'spawn(repo, []);'),
  started(
    'the list of words has a name',
    CHILD,
    "execFile('git', words);\n  const words = ['clone', repo.trim()];",
  ),
  started(
    'execa takes an option for an argument',
    "import { execa } from 'execa';",
    "await execa('git', ['show', repo]);",
  ),
  started(
    'execa takes an option for a word of a template',
    "import { execa } from 'execa';",
    'await execa`git show ${repo}`;',
  ),
  started(
    'a list of words is promised',
    "import { execFile } from 'node:child_process';\nimport { promisify } from 'node:util';\n\nconst start = promisify(execFile);",
    "await start('git', ['log', owner]);",
  ),
  undeclared('a package is not declared', '{src}/api/client.ts', [
    'import ',
    "▶import 'left-pad';\nimport ",
  ]),
  relative('a file is read from where the server starts', '{src}/api/client.ts', [
    'import ',
    "import { readFileSync } from 'node:fs';\n▶export const words = readFileSync('./data/words.json', 'utf8');\nimport ",
  ]),
  relative('a folder is made where the server starts', '{src}/api/client.ts', [
    'import ',
    "import { mkdirSync } from 'node:fs';\nimport { resolve } from 'node:path';\n▶mkdirSync(resolve('cache'), { recursive: true });\nimport ",
  ]),
  unfinished('an API module is left for later', '{src}/api/{file}.ts', [
    '  const response',
    "▶  if (context) throw new Error('Not implemented');\n  const response",
  ]),
  row('configuration/package-pair')('zod comes from a catalog that is not there', 'package.json', [
    '"zod": "4.6.7"',
    '▶"zod": "catalog:"',
  ]),
  row('configuration/package-pair')('zod is replaced for some of its versions', 'package.json', [
    '"zod": "4.6.7"\n  }',
    '▶"zod": "^4.2.0"\n  },\n  "pnpm": { "overrides": { "zod@<4.3": "3.25.76" } }',
  ]),
  row('configuration/commonjs-name')('a path begins with __dirname', '{src}/api/client.ts', [
    '/** Sends a request',
    '▶export const here = __dirname;\n\n/** Sends a request',
  ]),
  row('configuration/commonjs-name')('a module is required', '{src}/api/client.ts', [
    '/** Sends a request',
    "▶const { join } = require('node:path');\nvoid join;\n\n/** One call",
  ]),
  row('configuration/lost-alias')(
    'an import of the package is not declared',
    '{src}/api/client.ts',
    ['import ', "▶import '#core/http.js';\nimport "],
  ),
];
