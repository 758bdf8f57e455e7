import type { Step } from '../../model/code.js';
import { defineRule } from '../define.js';
import type { Flow } from './arguments/flow.js';
import { flowsOf } from './arguments/flows.js';
import { placeIn } from './arguments/place.js';
import { FILES } from './arguments/sinks.js';
import { holds } from './follow/ways.js';
import { foreignName, nameOf } from './values/origins.js';
import { allWithin, lastName } from './values/parts.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const read = (body: string, imports = 'join') => ({
  [TOOL]: {
    replace: "import { tool } from '../mcp-instance.js';\n",
    with: `import { readFile } from 'node:fs/promises';\nimport { ${imports} } from 'node:path';\nimport { tool } from '../mcp-instance.js';\n\nconst ROOT = '/srv/notes';\nexport ${body}\n`,
  },
});
const called = (body: string, imports?: string) => ({
  ...read(body, imports),
  'src/providers/weather/api/get-forecast.ts': `import { open } from '../tools/get-forecast.js';\n\nexport const getForecast = (place: string, _context: unknown) => open(place);\n`,
});

export default defineRule({
  severity: 'error',
  summary: 'No tool opens a file outside the folder it is meant for.',
  why: 'With "../" in an argument, or a link in the folder, the model reads and writes whatever the server can.',
  source: {
    text: 'CVE-2025-53109 and CVE-2025-53110; CWE-22, Path Traversal.',
    url: 'https://cwe.mitre.org/data/definitions/22.html',
  },
  securitySeverity: 8.2,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of flowsOf(provider)) {
      for (const step of flow.steps) {
        if (!opensFree(step, flow) || flow.steps.some((each) => contains(each, flow))) continue;
        report({
          at: placeIn(provider, step),
          message:
            'The path of this file comes from an argument, and nothing keeps it in one folder.',
          hint: 'Resolve it with "realpath", and refuse it where "relative" from the folder begins with "..".',
        });
      }
    }
  },
  examples: [
    { ok: {} },
    {
      ok: called(
        'const open = (name: string) => readFile(join(ROOT, basename(name)));',
        'basename, join',
      ),
    },
    {
      ok: called(
        "async function open(name: string) {\n  const path = join(ROOT, name);\n  if (relative(ROOT, path).startsWith('..')) throw new Error('Outside.');\n  return readFile(path);\n}",
        'join, relative',
      ),
    },
    {
      bad: called('const open = (name: string) => readFile(join(ROOT, name));'),
      finds: [`${TOOL}:8:39`],
    },
    {
      ok: called(
        "const safe = (name: string) => name.replace(/[^\\w-]/g, '');\nexport const open = (name: string) => readFile(join(ROOT, safe(name)));",
      ),
    },
    {
      bad: called(
        'const pathOf = (name: string) => join(ROOT, `${name.trim()}.md`);\nexport const open = (name: string) => readFile(pathOf(name));',
      ),
      finds: [`${TOOL}:9:39`],
    },
    {
      bad: {
        'src/providers/weather/resources/note.ts':
          "import { readFile } from 'node:fs/promises';\nimport { resource } from '../mcp-instance.js';\n\nresource({\n  name: 'note',\n  uri: 'weather://notes/{name}',\n  mimeType: 'text/plain',\n  read: ({ name = '' }: Record<string, string>) => readFile(`/srv/${name}.md`, 'utf8'),\n});\n",
      },
      finds: ['src/providers/weather/resources/note.ts:8:52'],
    },
    {
      bad: called(
        "async function open(name: string) {\n  const path = join(ROOT, name);\n  if (!path.startsWith(ROOT)) throw new Error('Outside.');\n  return readFile(path);\n}",
      ),
      finds: [`${TOOL}:11:10`],
    },
  ],
});

function opensFree({ call: { file, value }, target }: Step, flow: Flow): boolean {
  const [path] = value.arguments;
  const name = nameOf(target);
  return (
    path !== undefined &&
    name !== undefined &&
    FILES.test(name) &&
    !name.includes('realpath') &&
    holds(flow.ways({ file, value: path }))
  );
}

/** `relative(root, path)`, or `path.startsWith(root + sep)`: a prefix alone also fits the folder's neighbours. */
function contains({ call: { file, value } }: Step, flow: Flow): boolean {
  const { callee, arguments: given } = value;
  const name = foreignName(flow.code, { file, value: callee });
  if (name !== undefined && /^node:path(\/\w+)?#(\w+\.)?relative$/.test(name)) {
    return given.some((part) => holds(flow.ways({ file, value: part })));
  }
  const [prefix] = given;
  return (
    callee.is === 'member' &&
    callee.name === 'startsWith' &&
    prefix !== undefined &&
    holds(flow.ways({ file, value: callee.object })) &&
    [...allWithin(prefix)].some((part) => lastName(part) === 'sep' || endsInSlash(part))
  );
}

const endsInSlash = (value: Parameters<typeof lastName>[0]) =>
  (value.is === 'string' && /[\\/]$/.test(value.value)) ||
  (value.is === 'template' && /[\\/]$/.test(value.chunks.at(-1) ?? ''));
