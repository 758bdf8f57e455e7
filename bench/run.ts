import { availableParallelism, platform } from 'node:os';
import { parseArgs } from 'node:util';
import { benchDocuments } from './documents.js';
import { benchExtend } from './extend.js';
import { benchGateway } from './gateway.js';
import { benchHandler } from './handler.js';
import { benchLines } from './lines.js';
import { type Row, run } from './measure.js';
import { benchServer } from './server.js';
import { benchSize } from './size.js';
import { benchStartup } from './startup.js';
import { benchStdio } from './stdio.js';
import { benchTestTime } from './test-time.js';
import { benchValidate } from './validate.js';

const suites = {
  lines: { title: 'Files and lines', bench: benchLines },
  size: { title: 'Packages', bench: benchSize },
  startup: { title: 'Commands', bench: benchStartup },
  extend: { title: 'Extending a project', bench: benchExtend },
  documents: { title: 'OpenAPI documents', bench: benchDocuments },
  gateway: { title: 'Another MCP server', bench: benchGateway },
  validate: { title: 'Checking', bench: benchValidate },
  handler: { title: 'As a handler', bench: benchHandler },
  test: { title: 'Tests of a project', bench: benchTestTime },
};

/** Measured with this Node.js, and with that of `NODE24`, the path of another one: a column for each. */
const servers = {
  server: { title: 'Serving', bench: benchServer },
  stdio: { title: 'Serving over stdio', bench: benchStdio },
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const names = [...Object.keys(suites), ...Object.keys(servers)];
const unknown = only?.filter((name) => !names.includes(name)) ?? [];
if (unknown.length > 0) {
  throw new Error(`--only ${unknown.join(',')}: must be of ${names.join(', ')}`);
}

const row = (cells: readonly (string | undefined)[]) =>
  `| ${cells.map((text = '') => text.replaceAll('|', '\\|')).join(' | ')} |\n`;
const table = (title: string, head: readonly string[], rows: readonly (string | undefined)[][]) =>
  `\n## ${title}\n\n${[head, head.map(() => '---'), ...rows].map(row).join('')}`;

// Markdown, for docs/evidence/benchmarks.md.
const machine = `${platform()}, ${availableParallelism()} processors, Node.js ${process.version}`;
process.stdout.write(`Measured on ${machine}.\n`);
for (const [name, { title, bench }] of Object.entries(suites)) {
  if (only && !only.includes(name)) continue;
  const rows = (await bench()).map(({ what, before, now, budget }) => [what, before, now, budget]);
  process.stdout.write(table(title, ['', '0.1.0', 'now', 'budget'], rows));
}
const nodes = [process.execPath, ...(process.env.NODE24 ? [process.env.NODE24] : [])];
for (const [name, { title, bench }] of Object.entries(servers)) {
  if (only && !only.includes(name)) continue;
  const columns: Row[][] = [];
  const versions: string[] = [];
  for (const node of nodes) {
    versions.push(`Node.js ${(await run(node, ['--version'])).trim()}`);
    columns.push(await bench(node));
  }
  const rows = (columns[0] ?? []).map(({ what, budget }, index) => [
    what,
    ...columns.map((column) => column[index]?.now),
    budget,
  ]);
  process.stdout.write(table(title, ['', ...versions, 'budget'], rows));
}
