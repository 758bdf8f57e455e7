import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inFolder, type Row, runNode } from './measure.js';
import { PROGRAM } from './projects.js';

const DOCUMENTS = 100;
const EXAMPLES = dirname(
  createRequire(import.meta.url).resolve('@readme/oas-examples/package.json'),
);

/** The peak of the resident memory of a run, in KiB (getrusage(2)), in a file beside its project. */
const noteMemory = (file: string) =>
  `data:text/javascript,${encodeURIComponent(
    `import { writeFileSync } from 'node:fs';
     process.on('exit', () => writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`,
  )}`;

/** A directory of OpenAPI documents becomes a project with a provider each, without install. */
export const benchDocuments = (): Promise<Row[]> =>
  inFolder(async (folder) => {
    const operations = writeDocuments(join(folder, 'documents'));
    const memory = join(folder, 'memory');
    const options = ['--base-url', 'https://api.example.com', '--auth', 'bearer', '--lenient'];
    const quiet = ['--surface', 'search', '--deprecated', '--yes', '--no-install', '--no-git'];
    const create = ['create', 'bench', '--from-openapi', 'documents', ...options, ...quiet];
    const started = performance.now();
    await runNode(['--import', noteMemory(memory), PROGRAM, ...create], folder);
    const seconds = (performance.now() - started) / 1000;
    const providers = readdirSync(join(folder, 'bench', 'src', 'providers'));
    const megabytes = Number(readFileSync(memory, 'utf8')) / 1024;
    return [
      {
        what: `${DOCUMENTS} OpenAPI documents with ${operations} operations: seconds, MB`,
        now: `${seconds.toFixed(1)}, ${Math.round(megabytes)} (${providers.length - 1} providers)`,
      },
    ];
  });

/** Copies of the documents in `@readme/oas-examples`. @returns the number of their operations */
function writeDocuments(folder: string): number {
  const sources = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^\d\.\d\/json\/[^/]+\.json$/.test(path))
    .toSorted();
  mkdirSync(folder);
  let operations = 0;
  for (let number = 0; number < DOCUMENTS; number++) {
    const text = readFileSync(join(EXAMPLES, sources[number % sources.length] ?? ''), 'utf8');
    operations += text.match(/"operationId"/g)?.length ?? 0;
    writeFileSync(join(folder, `${String(number).padStart(3, '0')}.json`), text);
  }
  return operations;
}
