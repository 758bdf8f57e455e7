import { API_MODULE, apiModule, module } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const PROGRAMS =
  "import { exec, execFile, execFileSync, execSync, spawn, spawnSync } from 'node:child_process';\nimport { readFile } from 'node:fs/promises';\nimport { promisify } from 'node:util';\nconst run = promisify(execFile);";

const returned = (defect: string, printed: string): Mutation =>
  inIssues(`printed environment: ${defect}`, 'security/secret-in-result', {
    [API_MODULE]: apiModule(PROGRAMS, printed, {
      result: '▶return { ...(response.body as object), printed };',
    }),
  });
const logged = (defect: string, text: string): Mutation =>
  inIssues(
    `printed environment in the log: ${defect}`,
    'security/secret-in-log',
    module(`${PROGRAMS}\n${text}`),
  );

export const mutations: readonly Mutation[] = [
  returned('at once', "const printed = execSync('env').toString();"),
  returned('promised', "const { stdout: printed } = await run('printenv', []);"),
  returned('sorted', "const printed = spawnSync('sh', ['-c', 'env | sort']).stdout.toString();"),
  returned(
    'by another script',
    "const printed = execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)']).toString();",
  ),
  returned(
    'of a login shell',
    "const printed = execFileSync('bash', ['-lc', 'cd /tmp && env']).toString();",
  ),
  returned('with a variable more', "const printed = execSync('LANG=C sudo env').toString();"),
  returned(
    'by Python',
    "const printed = execFileSync('python3', ['-c', 'import os; print(dict(os.environ))']).toString();",
  ),
  returned('by Ruby', "const printed = execFileSync('ruby', ['-e', 'p ENV.to_h']).toString();"),
  returned('of the process', "const printed = execSync('cat /proc/self/environ').toString();"),
  returned('as a file', "const printed = await readFile('/proc/self/environ', 'utf8');"),
  returned(
    'called back',
    "const printed = await new Promise<string>((resolve) => exec('env', (_, text) => resolve(text)));",
  ),
  returned('in a report', 'const printed = process.report.getReport();'),
  logged('at once', "▶console.error(execSync('env').toString());\n"),
  logged('called back', "exec('printenv', (_, text) => {\n▶  console.error(text);\n});\n"),
  logged(
    'streamed',
    "spawn('env').stdout.on('data', (data: Buffer) => {\n▶  console.error(data.toString());\n});\n",
  ),
];
