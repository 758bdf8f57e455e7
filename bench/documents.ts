import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inFolder, processorTimes, ratio, type Row, runNode } from './measure.js';
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

const CREATE = ['--auth', 'bearer', '--surface', 'search', '--yes', '--no-install', '--no-git'];

/** A directory of documents that becomes a project, and updates of one large document. */
export const benchDocuments = async (): Promise<Row[]> => [
  ...(await benchDirectory()),
  ...(await benchUpdates(228)),
  ...(await benchUpdates(1_001)),
];

/** What an update of a large document takes beside the creation of its project. */
const benchUpdates = (operations: number): Promise<Row[]> =>
  inFolder(async (folder) => {
    const write = (name: string, changes: number) =>
      writeFileSync(join(folder, name), JSON.stringify(thingsDocument(operations, changes)));
    const memory = join(folder, 'memory');
    write('first.json', 0);
    write('one.json', 1);
    write('all.json', operations);
    let round = 0;
    const create = async () => {
      round += 1;
      const made = ['create', `one-${round}`, '--from-openapi', 'first.json', ...CREATE];
      await runNode([PROGRAM, ...made], folder);
      cpSync(join(folder, `one-${round}`), join(folder, `all-${round}`), { recursive: true });
    };
    const update = (name: string) => () =>
      runNode(
        [
          ...['--import', noteMemory(memory), PROGRAM],
          ...['import', 'openapi', `../${name}.json`, '--yes', '--no-install'],
        ],
        join(folder, `${name}-${round}`),
      );
    const [created = 1, one = 0, all = 0] = await processorTimes(
      [
        { label: 'create', run: create },
        { label: 'one', run: update('one') },
        { label: 'all', run: update('all') },
      ],
      1,
    );
    const of = `of a document with ${operations} operations / \`create\` of it`;
    const megabytes = Math.round(Number(readFileSync(memory, 'utf8')) / 1024);
    return [
      { what: `update after one change ${of}`, now: ratio(one, created), budget: '≤ 0.5' },
      {
        what: `update after a change of each operation ${of}`,
        now: ratio(all, created),
        budget: '≤ 2',
      },
      { what: 'memory of that update', now: `${megabytes} MB`, budget: '≤ 500 MB' },
    ];
  });

/** Four operations a resource, with a schema of its own and a shared one; the first ones are changed. */
function thingsDocument(operations: number, changes: number) {
  const money = {
    type: 'object',
    properties: { amount: { type: 'integer' }, currency: { type: 'string' } },
  };
  const schemas: Record<string, object> = { Money: money };
  const paths: Record<string, Record<string, object>> = {};
  for (let number = 0; number < operations; number++) {
    const resource = Math.floor(number / 4);
    const name = `Thing${resource}`;
    const ref = { $ref: `#/components/schemas/${name}` };
    const texts = ['name', 'note', 'state', 'color', 'size'].map(
      (key) => [key, { type: 'string' }] as const,
    );
    const price = { $ref: '#/components/schemas/Money' };
    schemas[name] ??= {
      type: 'object',
      required: ['id', 'name'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        ...Object.fromEntries(texts),
        price,
        count: { type: 'integer' },
      },
    };
    const [method, isOne]: readonly [string, boolean] =
      (
        [
          ['get', false],
          ['post', false],
          ['get', true],
          ['patch', true],
        ] as const
      )[number % 4] ?? (['get', false] as const);
    const path = `/things${resource}${isOne ? '/{id}' : ''}`;
    const added =
      number < changes ? [{ name: 'trace', in: 'query', schema: { type: 'string' } }] : [];
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
    const content = {
      'application/json': {
        schema: method === 'get' && !isOne ? { type: 'array', items: ref } : ref,
      },
    };
    (paths[path] ??= {})[method] = {
      summary: `${method} ${name}${number < changes ? ' anew' : ''}`,
      parameters: [...(isOne ? [id] : []), ...added],
      ...(method !== 'get' && {
        requestBody: { content: { 'application/json': { schema: ref } } },
      }),
      responses: { 200: { description: 'OK', content } },
    };
  }
  const servers = [{ url: 'https://api.example.com' }];
  return {
    openapi: '3.0.3',
    info: { title: 'Things', version: '1' },
    servers,
    paths,
    components: { schemas },
  };
}

/** A directory of OpenAPI documents becomes a project with a provider each, without install. */
const benchDirectory = (): Promise<Row[]> =>
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
