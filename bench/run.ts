import { availableParallelism, platform } from 'node:os';
import { parseArgs } from 'node:util';
import { benchDocuments } from './documents.js';
import { benchGateway } from './gateway.js';
import { benchGrow } from './grow.js';
import { benchHandler } from './handler.js';
import { benchLines } from './lines.js';
import type { Row } from './measure.js';
import { benchServer } from './server.js';
import { benchSize } from './size.js';
import { benchStartup } from './startup.js';
import { benchTestTime } from './test-time.js';
import { benchValidate } from './validate.js';

const suites = {
  lines: { title: 'Files and lines', bench: benchLines },
  size: { title: 'Packages', bench: benchSize },
  startup: { title: 'Commands', bench: benchStartup },
  grow: { title: 'Extending a project', bench: benchGrow },
  documents: { title: 'OpenAPI documents', bench: benchDocuments },
  gateway: { title: 'Another MCP server', bench: benchGateway },
  validate: { title: 'Checking', bench: benchValidate },
  server: { title: 'Serving', bench: benchServer },
  handler: { title: 'As a handler', bench: benchHandler },
  test: { title: 'Tests of a project', bench: benchTestTime },
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',');
const unknown = only?.filter((name) => !(name in suites)) ?? [];
if (unknown.length > 0) {
  throw new Error(`--only ${unknown.join(',')}: must be of ${Object.keys(suites).join(', ')}`);
}

const cell = (text = '') => text.replaceAll('|', '\\|');
const row = ({ what, before, now, budget }: Row) =>
  `| ${[what, before, now, budget].map((text) => cell(text)).join(' | ')} |\n`;

// Markdown, for docs/evidence/benchmarks.md.
const machine = `${platform()}, ${availableParallelism()} processors, Node.js ${process.version}`;
process.stdout.write(`Measured on ${machine}.\n`);
for (const [name, { title, bench }] of Object.entries(suites)) {
  if (only && !only.includes(name)) continue;
  process.stdout.write(`\n## ${title}\n\n| | 0.1.0 | now | budget |\n| --- | --- | --- | --- |\n`);
  for (const measured of await bench()) process.stdout.write(row(measured));
}
