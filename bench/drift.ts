/**
 * `drift` in a project against a fake API: changed answers must have their kinds, and 200 runs in which only values, nulls,
 * lists and statuses vary must report no change. `tsx bench/drift.ts [RUNS]`, after a build.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Answer, issue, issueAnswers, listAnswers } from '../tests/drift/answers.js';
import { variedAnswer } from '../tests/drift/varied-answers.js';
import { writeFiles } from '../tests/e2e/projects/rendered.js';
import { goldenFiles, goldenProject } from '../tests/golden/projects.js';

const ROOT = join(import.meta.dirname, '..');
const RUNS = Number(process.argv[2] ?? 200);
const TOOLS = 'src/providers/issues/tools';

const tool = (name: string, constant: string, output: string, run: string) => `
import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { ${output} } from '../schemas/outputs.js';
export const ${constant} = tool({ name: '${name}', title: 'Issues', description: 'Issues.', input: z.strictObject({ id: z.int() }),
  output: ${output}, annotations: { readOnlyHint: true }, run: ${run} });
export const usesPath = path\`/\${1}\`;
`;

const row = (id: number, path: string, query: object, response: unknown) =>
  JSON.stringify({
    title: 'recorded',
    arguments: { id },
    request: { method: 'GET', path, ...query },
    response,
  });

const testOf = (
  issues: number,
  lists: number,
) => `import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';
testProvider(providers, 'issues', { signIn: bearer, tools: {
get_issue: [${Array.from({ length: issues }, (_, id) => row(id, `/issues/${id}`, {}, issue())).join(',\n')}],
list_issues: [${Array.from({ length: lists }, (_, id) => row(id, '/issues', { query: { id: String(id) } }, [issue(1), issue(2)])).join(',\n')}],
} });
`;

const cwd = mkdtempSync(join(tmpdir(), 'drift-'));
process.on('exit', () => rmSync(cwd, { recursive: true, force: true }));
writeFiles(cwd, await goldenFiles(goldenProject('issues')));
symlinkSync(join(ROOT, 'node_modules'), join(cwd, 'node_modules'));
const write = (path: string, source: string) => writeFileSync(join(cwd, path), source);
write(
  'src/providers/issues/schemas/outputs.ts',
  readFileSync(join(ROOT, 'tests/drift/outputs.ts'), 'utf8'),
);
write(
  `${TOOLS}/get-issue.ts`,
  tool(
    'get_issue',
    'getIssue',
    'issue',
    '({ id }, { api }) => api({ method: "GET", path: path`/issues/${id}` })',
  ),
);
write(
  `${TOOLS}/list-issues.ts`,
  tool(
    'list_issues',
    'listIssues',
    'issueList',
    'async ({ id }, { api }) => ({ issues: (await api({ method: "GET", path: "/issues", query: { id } })).body })',
  ),
);

type Reply = Omit<Answer, 'kind' | 'what'>;
let answerTo: (id: number, isList: boolean) => Reply = () => ({ body: {} });
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api.test');
  const [, , id = searchParams.get('id')] = pathname.split('/');
  const { status = 200, headers, body } = answerTo(Number(id), pathname === '/issues');
  const type = { 'content-type': 'application/json', 'retry-after': '0', ...headers };
  response.writeHead(status, type).end(JSON.stringify(body));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Report {
  exit: number | null;
  calls: { tool: string; kind: string; details: string[] }[];
}

async function drift(): Promise<Report> {
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    ISSUES_TOKEN: 'a-token-of-the-bench',
    ISSUES_BASE_URL: baseUrl,
  };
  const program = join(ROOT, 'bin/mcp-provider.cjs');
  const words = ['drift', '--json', '--timeout', '300']; // other work can keep the machine busy
  const child = spawn(process.execPath, [program, ...words], { cwd, env });
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const { calls } = JSON.parse(stdout) as Partial<Report>;
  if (!calls) throw new Error(stdout + stderr);
  return { exit: child.exitCode, calls };
}

write('tests/issues.test.ts', testOf(issueAnswers.length, listAnswers.length));
answerTo = (id, isList) => (isList ? listAnswers : issueAnswers)[id] ?? { body: {} };
const answers = [...issueAnswers, ...listAnswers];
const { calls } = await drift();
const wrong = answers.flatMap(({ what, kind }, index) => {
  const call = calls[index];
  return call?.kind === kind
    ? []
    : [`${kind}, not ${call?.kind}: ${what} (${call?.details.join('; ')})`];
});
console.log(`${answers.length} changed answers, ${wrong.length} of another kind`);
for (const line of wrong) console.log(`  ${line}`);

write('tests/issues.test.ts', testOf(4, 2));
answerTo = (id, isList) => variedAnswer(isList, id > 0);
const kinds: Record<string, number> = {};
let alarms = 0;
for (let run = 1; run <= RUNS; run++) {
  const report = await drift();
  for (const { kind } of report.calls) kinds[kind] = (kinds[kind] ?? 0) + 1;
  if (report.exit === 1 || report.exit === 2)
    console.log('alarm', run, ++alarms, JSON.stringify(report.calls));
}
console.log(`${RUNS} runs, ${alarms} alarms`, JSON.stringify(kinds));
server.close();
process.exitCode = wrong.length + alarms > 0 ? 1 : 0;
