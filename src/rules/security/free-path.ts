import type { Step } from '../../model/code.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';
import type { ArgumentFlow } from '../../flow/sources/argument-flow.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { isMadeOfTested } from './addresses/tested.js';
import { placeOf } from './arguments/place.js';
import { wayTo } from './arguments/way.js';
import { FILES } from '../../flow/sinks/files.js';
import { isTainted } from '../../flow/taint.js';
import { externalName, targetName } from '../../flow/values/external-name.js';
import { descendants, lastName } from '../../flow/values/children.js';

export default defineRule({
  severity: 'error',
  summary: 'Tools open files in the intended directory only.',
  why: 'With "../" in an argument or a symbolic link in the directory, the model can read and write every file of the server.',
  source: {
    text: 'CVE-2025-53109 and CVE-2025-53110; CWE-22, Path Traversal.',
    url: 'https://cwe.mitre.org/data/definitions/22.html',
  },
  securitySeverity: 8.2,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      for (const step of flow.steps) {
        if (!opensFree(step, flow) || flow.steps.some((each) => contains(each, flow))) continue;
        const at = placeOf(step);
        report({
          at,
          message:
            'An argument of the tool sets the path of this file, and no check keeps it in one directory.',
          hint: 'Resolve the path with `realpath`, and reject it if `relative` to the directory begins with "..".',
          ...wayTo(at, flow, step.chain),
        });
      }
    }
  },
  examples: [
    ok`
      // src/providers/weather/api/get-forecast.ts
      import { readFile } from 'node:fs/promises';
      import { join } from 'node:path';

      const NAME = /^[a-z][a-z0-9-]*$/;

      export async function getForecast({ place }: { place: string }) {
        if (!NAME.test(place)) throw new Error('Places have lower case names.');
        const file = join('/srv/places', \`\${place}.json\`);
        return { text: await readFile(file, 'utf8') };
      }
    `,
    bad`
      // src/providers/weather/api/get-forecast.ts
      import { readFile } from 'node:fs/promises';
      import { join } from 'node:path';

      const NAME = /^[^.]/;

      export async function getForecast({ place }: { place: string }) {
        if (!NAME.test(place)) throw new Error('Places do not begin with a dot.');
        const file = join('/srv/places', \`\${place}.json\`);
        return { text: await ‹readFile(file, 'utf8')› };
      }
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:6:35 The arguments of the tool enter here.',
      )
      .finds(
        'An argument of the tool sets the path of this file, and no check keeps it in one directory.',
      ),
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
        import { getForecast } from '../api/get-forecast.js';
      + import { readFile } from 'node:fs/promises';
      + import { basename, join } from 'node:path';
        import { tool } from '../mcp-instance.js';

      + const ROOT = '/srv/notes';
      + export const open = (name: string) => readFile(join(ROOT, basename(name)));
      +

      // src/providers/weather/api/get-forecast.ts
      import { open } from '../tools/get-forecast.js';

      export const getForecast = ({ place }: { place: string }) => open(place);
    `,
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
        import { getForecast } from '../api/get-forecast.js';
      + import { readFile } from 'node:fs/promises';
      + import { join, relative } from 'node:path';
        import { tool } from '../mcp-instance.js';

      + const ROOT = '/srv/notes';
      + export async function open(name: string) {
      +   const path = join(ROOT, name);
      +   if (relative(ROOT, path).startsWith('..')) throw new Error('Outside.');
      +   return readFile(path);
      + }
      +

      // src/providers/weather/api/get-forecast.ts
      import { open } from '../tools/get-forecast.js';

      export const getForecast = ({ place }: { place: string }) => open(place);
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
        import { getForecast } from '../api/get-forecast.js';
      + import { readFile } from 'node:fs/promises';
      + import { join } from 'node:path';
        import { tool } from '../mcp-instance.js';

      + const ROOT = '/srv/notes';
      + export const open = (name: string) => ‹readFile(join(ROOT, name))›;
      +

      // src/providers/weather/api/get-forecast.ts
      import { open } from '../tools/get-forecast.js';

      export const getForecast = ({ place }: { place: string }) => open(place);
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.',
        'src/providers/weather/api/get-forecast.ts:3:62 The argument is passed on here.',
      )
      .finds(
        'An argument of the tool sets the path of this file, and no check keeps it in one directory.',
      ),
    ok`
      // src/providers/weather/tools/get-forecast.ts, changed
        import { getForecast } from '../api/get-forecast.js';
      + import { readFile } from 'node:fs/promises';
      + import { join } from 'node:path';
        import { tool } from '../mcp-instance.js';

      + const ROOT = '/srv/notes';
      + export const safe = (name: string) => name.replace(/[^\w-]/g, '');
      + export const open = (name: string) => readFile(join(ROOT, safe(name)));
      +

      // src/providers/weather/api/get-forecast.ts
      import { open } from '../tools/get-forecast.js';

      export const getForecast = ({ place }: { place: string }) => open(place);
    `,
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
        import { getForecast } from '../api/get-forecast.js';
      + import { readFile } from 'node:fs/promises';
      + import { join } from 'node:path';
        import { tool } from '../mcp-instance.js';

      + const ROOT = '/srv/notes';
      + export const pathOf = (name: string) => join(ROOT, \`\${name.trim()}.md\`);
      + export const open = (name: string) => ‹readFile(pathOf(name))›;
      +

      // src/providers/weather/api/get-forecast.ts
      import { open } from '../tools/get-forecast.js';

      export const getForecast = ({ place }: { place: string }) => open(place);
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.',
        'src/providers/weather/api/get-forecast.ts:3:62 The argument is passed on here.',
      )
      .finds(
        'An argument of the tool sets the path of this file, and no check keeps it in one directory.',
      ),
    bad`
      // src/providers/weather/resources/note.ts
      import { readFile } from 'node:fs/promises';
      import { resource } from '../mcp-instance.js';

      resource({
        name: 'note',
        uri: 'weather://notes/{name}',
        mimeType: 'text/plain',
        read: ({ name = '' }: Record<string, string>) => ‹readFile(\`/srv/\${name}.md\`, 'utf8')›,
      });
    `.finds(
      'An argument of the tool sets the path of this file, and no check keeps it in one directory.',
    ),
    bad`
      // src/providers/weather/tools/get-forecast.ts, changed
        import { getForecast } from '../api/get-forecast.js';
      + import { readFile } from 'node:fs/promises';
      + import { join } from 'node:path';
        import { tool } from '../mcp-instance.js';

      + const ROOT = '/srv/notes';
      + export async function open(name: string) {
      +   const path = join(ROOT, name);
      +   if (!path.startsWith(ROOT)) throw new Error('Outside.');
      +   return ‹readFile(path)›;
      + }
      +

      // src/providers/weather/api/get-forecast.ts
      import { open } from '../tools/get-forecast.js';

      export const getForecast = ({ place }: { place: string }) => open(place);
    `
      .related(
        'src/providers/weather/api/get-forecast.ts:3:29 The arguments of the tool enter here.',
        'src/providers/weather/api/get-forecast.ts:3:62 The argument is passed on here.',
      )
      .finds(
        'An argument of the tool sets the path of this file, and no check keeps it in one directory.',
      ),
  ],
});

function opensFree({ call: { file, value }, target }: Step, flow: ArgumentFlow): boolean {
  const [path] = value.arguments;
  const name = targetName(target);
  return (
    path !== undefined &&
    name !== undefined &&
    FILES.test(name) &&
    !name.includes('realpath') &&
    isTainted(flow.taint({ file, value: path })) &&
    !isMadeOfTested({ file, value: path }, flow)
  );
}

/** `relative(root, path)`, or `path.startsWith(root + sep)`: a prefix alone also fits the folder's neighbours. */
function contains({ call: { file, value } }: Step, flow: ArgumentFlow): boolean {
  const { callee, arguments: given } = value;
  const name = externalName(flow.code, { file, value: callee });
  if (name !== undefined && /^node:path(\/\w+)?#(\w+\.)?relative$/.test(name)) {
    return given.some((part) => isTainted(flow.taint({ file, value: part })));
  }
  const [prefix] = given;
  return (
    callee.is === 'member' &&
    callee.name === 'startsWith' &&
    prefix !== undefined &&
    isTainted(flow.taint({ file, value: callee.object })) &&
    [...descendants(prefix)].some((part) => lastName(part) === 'sep' || endsInSlash(part))
  );
}

const endsInSlash = (value: Parameters<typeof lastName>[0]) =>
  (value.is === 'string' && /[\\/]$/.test(value.value)) ||
  (value.is === 'template' && /[\\/]$/.test(value.chunks.at(-1) ?? ''));
