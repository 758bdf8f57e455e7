import { bad, ok } from '../example.js';

export default [
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { fileName, readText } from 'mcp-provider/files';
    import { files } from './files.js';

    export async function getForecast({ place }: { place: string }, context: CallContext) {
      const own = await readText(files, fileName\`reports/\${place}.md\`, context);
      return own + (await readText(files, place, context));
    }
  `,
  ok`
    // src/providers/weather/api/get-forecast.ts
    import { readText } from 'mcp-provider/files';
    import { files } from './files.js';

    export async function getForecast({ place }: { place: string }, context: CallContext) {
      if (!/^[a-z]+$/.test(place)) throw new Error('Invalid place.');
      return readText(files, \`reports/\${place.trim()}.md\`, context);
    }
  `,
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { readText } from 'mcp-provider/files';
    import { files } from './files.js';

    export const getForecast = ({ place }: { place: string }, context: CallContext) =>
      readText(files, ‹\`reports/\${place}.md\`›, context);
  `
    .related('src/providers/weather/api/get-forecast.ts:4:29 The arguments of the tool enter here.')
    .finds('An argument of the tool can add folders to this file name.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { readText } from 'mcp-provider/files';
    import { files } from './files.js';

    export async function getForecast({ place, days }: typeof input, context: CallContext) {
      if (!/^[a-z]+$/.test(place)) throw new Error('Invalid place.');
      return readText(files, ‹\`\${place}/\${days}.md\`›, context);
    }

    // src/providers/weather/tools/get-forecast.ts, changed
    -   days: z.int().min(1).max(7).default(3).describe('How many days.'),
    +   days: z.string().describe('Names of days.'),
  `
    .related('src/providers/weather/api/get-forecast.ts:4:35 The arguments of the tool enter here.')
    .finds('An argument of the tool can add folders to this file name.'),
  bad`
    // src/providers/weather/api/files.ts
    import { fileRoot } from 'mcp-provider/files';
    export const files = fileRoot('weather');

    // src/providers/weather/api/get-forecast.ts
    import { files } from './files.js';

    export async function getForecast({ place }: { place: string }, context: CallContext) {
      const store = await files.of(context);
      const name = 'reports/' + place;
      return store.read(‹name›);
    }
  `
    .related('src/providers/weather/api/get-forecast.ts:3:35 The arguments of the tool enter here.')
    .finds('An argument of the tool can add folders to this file name.'),
  bad`
    // src/providers/weather/api/get-forecast.ts
    import { readJson } from 'mcp-provider/files';
    import { files } from './files.js';

    const nameOf = (place: string) => ['reports', \`\${place}.json\`].join('/');
    export const getForecast = ({ place }: { place: string }, context: CallContext) =>
      readJson(files, ‹nameOf(place)›, context);
  `
    .related('src/providers/weather/api/get-forecast.ts:5:29 The arguments of the tool enter here.')
    .finds('An argument of the tool can add folders to this file name.'),
];
