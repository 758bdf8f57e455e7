import { type Edit, type Mutation, inIssues } from '../mutate.js';

const api = (defect: string, rule: Mutation['rule'], ...edits: Edit[]): Mutation =>
  inIssues(defect, rule, { 'src/providers/issues/api/get-issue.ts': edits });
const IMPORT = "import { callApi } from './client.js';\n";
const CALL = '  return response.body;';
const imports = (line: string): Edit => [IMPORT, `${IMPORT}${line}\n`];
const before = (line: string): Edit => [CALL, `▶  ${line}\n${CALL}`];

export const mutations: readonly Mutation[] = [
  api('the model chooses the address', 'security/free-address', before('await fetch(owner);')),
  api(
    'the model chooses the host',
    'security/free-address',
    before('await fetch(new URL(`${owner}/api`));'),
  ),
  api(
    'the model chooses the file',
    'security/free-path',
    imports("import { readFile } from 'node:fs/promises';"),
    before('await readFile(`/srv/${repo}.md`);'),
  ),
  api(
    'a prefix is all that keeps a file in its folder',
    'security/free-path',
    imports("import { readFile } from 'node:fs/promises';\nimport { join } from 'node:path';"),
    before(
      "await readFile(join('/srv', repo).startsWith('/srv') ? join('/srv', repo) : '/srv/none');",
    ),
  ),
  api('an argument is spliced into the path', 'security/raw-path', [
    'path: path`/repos/${owner}/${repo}/issues/${issue_number}`',
    '▶path: `/repos/${encodeURIComponent(owner)}/${repo}/issues/${issue_number}`',
  ]),
  api('an argument is added to the path', 'security/raw-path', [
    'path: path`/repos/${owner}/${repo}/issues/${issue_number}`',
    "▶path: '/repos/' + owner",
  ]),
  api(
    'a shell reads an argument',
    'security/shell-command',
    imports("import { exec } from 'node:child_process';"),
    before('exec(`git -C ${repo} log`);'),
  ),
  api(
    'a program is started by way of a shell',
    'security/shell-command',
    imports("import { spawn } from 'node:child_process';"),
    before("spawn('git', ['log', repo], { shell: true });"),
  ),
];
