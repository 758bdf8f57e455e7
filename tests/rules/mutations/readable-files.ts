import { API_MODULE, apiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const readable = (defect: string, body: string, above = ''): Mutation =>
  inIssues(`readable file: ${defect}`, 'security/readable-secret', {
    [API_MODULE]: apiModule(
      above,
      `const credentials = await getCredentials(context.principal.userId);\n  const text = JSON.stringify(credentials);\n${body}`,
    ),
  });
const fs = (names: string) => `import { ${names} } from 'node:fs';`;

export const mutations: readonly Mutation[] = [
  readable('a stream', "▶  createWriteStream('/tmp/c').end(text);", fs('createWriteStream')),
  readable(
    'a stream with a mode',
    "▶  const stream = createWriteStream('/tmp/c', { mode: 0o644 });\n  stream.write(text);",
    fs('createWriteStream'),
  ),
  readable(
    'a pipeline',
    "▶  await pipeline(Readable.from([text]), createWriteStream('/tmp/c'));",
    `${fs('createWriteStream')}\nimport { Readable } from 'node:stream';\nimport { pipeline } from 'node:stream/promises';`,
  ),
  readable(
    'a handle',
    "▶  const handle = await open('/tmp/c', 'w');\n  await handle.writeFile(text);",
    "import { open } from 'node:fs/promises';",
  ),
  readable(
    'a descriptor',
    "▶  const opened = openSync('/tmp/c', 'w', 0o644);\n  writeSync(opened, text);",
    fs('openSync, writeSync'),
  ),
  readable(
    'a mode that is changed',
    "  writeFileSync(FILE, text, { mode: 0o600 });\n▶  chmodSync(FILE, '644');",
    `${fs('chmodSync, writeFileSync')}\nconst FILE = '/tmp/c';`,
  ),
  readable(
    'a mode of a variable',
    "▶  writeFileSync('/tmp/c', text, OPTIONS);",
    `${fs('writeFileSync')}\nconst MODE = 0o666;\nconst OPTIONS = { mode: MODE };`,
  ),
  readable(
    'a module that createRequire loads',
    "▶  createRequire(import.meta.url)('node:fs').writeFileSync('/tmp/c', text);",
    "import { createRequire } from 'node:module';",
  ),
  readable(
    'a helper',
    '  keep(text);',
    `${fs('writeFileSync')}\n▶const keep = (what: string) => writeFileSync('/tmp/c', what);`,
  ),
];
