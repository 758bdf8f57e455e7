import type { ExampleChanges, ListedTool } from '../model/rule.js';
import { TOOLS_LIST } from './listed-tools.js';

/** A small valid project; the examples of all rules are changes to it. */
const MINIMAL: Readonly<Record<string, string>> = {
  'provider-config.yaml': `providers:
  weather:
    name: Weather
    description: Forecasts for any place.
    base_url: https://api.weather.dev/v1
    auth: bearer
    port: 8710
    token_path: weather
`,
  'package.json': `{
  "name": "weather-mcp",
  "version": "0.1.0",
  "type": "module",
  "engines": { "node": ">=20.19" },
  "scripts": {
    "build": "mcp-provider build",
    "start": "node dist/server.js",
    "test": "npm run build && vitest run",
    "typecheck": "tsc"
  },
  "devDependencies": {
    "create-mcp-provider": "0.2.0",
    "mcp-provider": "0.2.0",
    "typescript": "7.0.2",
    "zod": "4.6.7"
  }
}
`,
  'tsconfig.json': `{
  "extends": "mcp-provider/tsconfig.json",
  "include": ["src", "tests"]
}
`,
  '.gitignore': 'node_modules/\ndist/\n.env\n.env.*\n!.env.example\n',
  '.env.example': '# WEATHER_TOKEN=\n',
  'src/server.ts': `import { runServer } from 'mcp-provider/server';
import { providers } from './providers/index.js';

void runServer({ root: import.meta.dirname, providers });
`,
  'src/providers/index.ts': `import type { Providers } from 'mcp-provider';

export const providers: Providers = {
  weather: () => import('./weather/index.js'),
};
`,
  'src/providers/weather/index.ts': `import './tools/get-forecast.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
`,
  'src/providers/weather/mcp-instance.ts': `import { defineProvider } from 'mcp-provider';
import { auth } from './api/auth.js';

export const PROVIDER_NAME = 'weather';

export const { tool, resource, prompt, createServer, getInitializationOptions } = defineProvider({
  name: PROVIDER_NAME,
  auth,
});
`,
  'src/providers/weather/server-auth.ts': `import { signInForm } from 'mcp-provider/auth';
import { auth } from './api/auth.js';

export const runAuthServer = signInForm(auth);
`,
  'src/providers/weather/api/auth.ts': `import { bearerAuth } from 'mcp-provider/auth';

export const auth = bearerAuth('weather', { token: 'WEATHER_TOKEN' });

export const { getCredentials, saveCredentials, signOut } = auth;
`,
  'src/providers/weather/tools/get-forecast.ts': `import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const getForecast = tool({
  name: 'get_forecast',
  description: 'Get the forecast of a place.',
  input: z.object({ place: z.string().describe('A city.') }),
  annotations: { readOnlyHint: true },
  async run(query, { api }) {
    const response = await api({ method: 'GET', path: '/forecast', query });
    return response.body;
  },
});
`,
  'tests/weather.test.ts': `import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'weather', { signIn: bearer, tools: { get_forecast: {} } });
`,
  [TOOLS_LIST]: `[
  {
    "name": "get_forecast",
    "title": "Get forecast",
    "description": "Get the forecast of a place.",
    "inputSchema": {
      "type": "object",
      "properties": { "place": { "type": "string", "description": "A city." } }
    },
    "outputSchema": { "type": "object" },
    "annotations": { "readOnlyHint": true, "destructiveHint": false, "openWorldHint": false }
  }
]
`,
};

/** The range of a finding in UTF-16 code units. */
interface FindingMark {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Returns the texts of the minimal project with the changes of an example, its marks, and the tools
 * that its server lists.
 */
export function exampleProject(changes: ExampleChanges): {
  texts: Readonly<Record<string, string>>;
  marks: readonly FindingMark[];
  tools: readonly ListedTool[];
} {
  const texts = new Map(Object.entries(MINIMAL));
  const marks: FindingMark[] = [];
  for (const [path, change] of Object.entries(changes)) {
    if (change === null) {
      texts.delete(path);
      continue;
    }
    const originalText = texts.get(path) ?? '';
    if (typeof change !== 'string' && originalText.split(change[0]).length !== 2)
      throw new Error(`"${change[0]}" is not in ${path} once.`);
    const markedText =
      typeof change === 'string' ? change : originalText.replace(change[0], () => change[1]);
    const read = withoutMarks(markedText);
    texts.set(path, read.text);
    marks.push(...read.marks.map((mark) => ({ path, ...mark })));
  }
  const { [TOOLS_LIST]: listedTools = '[]', ...files } = Object.fromEntries(texts);
  return { texts: files, marks, tools: JSON.parse(listedTools) as ListedTool[] }; // as above
}

function withoutMarks(markedText: string) {
  const marks: { start: number; end: number }[] = [];
  let text = markedText;
  for (let start; (start = text.indexOf('‹')) >= 0;) {
    text = text.slice(0, start) + text.slice(start + 1);
    const end = text.indexOf('›', start);
    text = text.slice(0, end) + text.slice(end + 1);
    marks.push({ start, end });
  }
  return { text, marks };
}

/** Returns the lines of an example for users: each file that differs, with the messages below the marks. */
export function exampleLines(changes: ExampleChanges, messages: readonly string[] = []): string[] {
  const remainingMessages = [...messages];
  return Object.entries(changes).flatMap(([path, change], index) => [
    ...(index > 0 ? [''] : []),
    ...(change === null
      ? [`${path}: deleted`]
      : [path, ...changedLines(path, change, remainingMessages)]),
  ]);
}

function changedLines(
  path: string,
  change: string | readonly [string, string],
  messages: string[],
) {
  if (typeof change === 'string')
    return change.trimEnd() === ''
      ? []
      : change
          .trimEnd()
          .split('\n')
          .flatMap((line) => markedLines(' ', line, messages));
  const originalText = MINIMAL[path] ?? '';
  const [replacedText, replacement] = change;
  // Whole lines, from the first to the last changed one.
  const start = originalText.lastIndexOf('\n', originalText.indexOf(replacedText)) + 1;
  const endOffset = originalText.indexOf(
    '\n',
    originalText.indexOf(replacedText) + Math.max(0, replacedText.replace(/\n$/, '').length),
  );
  const old = originalText.slice(start, endOffset);
  const lines = (text: string) => (text === '' ? [] : text.split('\n'));
  const newLines = lines(old.replace(replacedText, () => replacement));
  const oldLines = lines(old);
  const isKept = (line: string) => newLines.some((newLine) => newLine === line);
  return [
    ...oldLines.filter((line) => !isKept(line)).map((line) => `- ${line}`.trimEnd()),
    ...newLines.flatMap((line) => markedLines(oldLines.includes(line) ? ' ' : '+', line, messages)),
  ];
}

/** Returns a line, with carets and messages for its marks below. */
function markedLines(sign: string, line: string, messages: string[]): string[] {
  const { text, marks } = withoutMarks(`${sign} ${line}`.trimEnd());
  return [
    text,
    ...marks.map(({ start, end }) =>
      `${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))} ${messages.shift() ?? ''}`.trimEnd(),
    ),
  ];
}

/** Files with comments, and the start of a comment. */
const COMMENTS: readonly (readonly [file: RegExp, mark: string])[] = [
  [/\.[cm]?[jt]sx?$|^tsconfig\.json$|^\.vscode\//, '//'],
  [/\.ya?ml$|^\.env\.example$/, '#'],
];

/**
 * Returns the comments that suppress a finding of a rule, for each type of file in which its
 * examples have findings.
 */
export function suppressionComments(
  id: string,
  failingExamples: readonly ExampleChanges[],
): string[] {
  const files = failingExamples.flatMap((changes) =>
    exampleProject(changes).marks.map(({ path }) => path),
  );
  return COMMENTS.filter(([file]) => files.some((path) => file.test(path))).map(
    ([, mark]) => `${mark} mcp-provider-disable-next-line ${id} -- reason`,
  );
}
