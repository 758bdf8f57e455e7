import { bad, ok } from '../example.js';

export default [
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
    .related('src/providers/weather/api/get-forecast.ts:6:35 The arguments of the tool enter here.')
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
];
