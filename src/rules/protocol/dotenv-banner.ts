import type { Code } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { Place, ProjectModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';
import { servedFiles } from './stdio/served.js';

/** dotenv 17 prints to stdout; 16 is silent and 18 prints to stderr. */
const LOUD = 17;

const INSTEAD = 'Use "process.loadEnvFile" of Node.js, or pass "quiet: true" to dotenv’s "config".';

export default defineRule({
  severity: 'error',
  summary: 'Where dotenv 17 is used, it is told to be quiet.',
  why: 'It prints "injected env" on stdout when it has read its file, and so breaks the protocol before it begins.',
  source: {
    text: 'motdotla/dotenv#860, Doist/todoist-mcp#305',
    url: 'https://github.com/motdotla/dotenv/issues/860',
  },
  on: 'project',
  check(project, report) {
    const { code } = project;
    const version = majorOf(project);
    if (version !== undefined && version !== LOUD) return;
    for (const file of servedFiles(project)) {
      for (const { at, quiet } of usesIn(code, file)) {
        if (quiet === true) continue;
        if (version === undefined || quiet === undefined) {
          const what = version === undefined ? 'The version of dotenv' : 'Whether dotenv is quiet';
          report.unseen({ at, message: `${what} cannot be seen.`, hint: INSTEAD });
        } else {
          report({ at, message: 'Version 17 of dotenv prints a banner on stdout.', hint: INSTEAD });
        }
      }
    }
  },
  examples: [
    {
      ok: project`
        // package.json, changed
              "@modelcontextprotocol/server": "2.4.0",
        +     "dotenv": "16.4.5",

        // src/core/http.ts, changed
        + import { config } from 'dotenv';
        +
        + config();
        +
          export async function http(base: string, path: string, signal: AbortSignal, key = ''): Promise<unknown> {
      `,
    },
    {
      ok: project`
        // package.json, changed
              "@modelcontextprotocol/server": "2.4.0",
        +     "dotenv": "17.2.3",

        // src/core/http.ts, changed
        + import { config } from 'dotenv';
        +
        + config({ quiet: true });
        +
          export async function http(base: string, path: string, signal: AbortSignal, key = ''): Promise<unknown> {
      `,
    },
    {
      bad: project`
        // package.json, changed
              "@modelcontextprotocol/server": "2.4.0",
        +     "dotenv": "^17.2.3",

        // src/core/http.ts, changed
        + import { config } from 'dotenv';
        +
        + ‹config›();
        +
          export async function http(base: string, path: string, signal: AbortSignal, key = ''): Promise<unknown> {
      `,
      finds: ['Version 17 of dotenv prints a banner on stdout.'],
    },
    {
      bad: project`
        // package.json, changed
              "@modelcontextprotocol/server": "2.4.0",
        +     "dotenv": "17.2.3",

        // src/core/http.ts, changed
        + ‹import 'dotenv/config';›
        +
          export async function http(base: string, path: string, signal: AbortSignal, key = ''): Promise<unknown> {
      `,
      finds: ['Version 17 of dotenv prints a banner on stdout.'],
    },
    {
      bad: project`
        // package.json, changed
              "@modelcontextprotocol/server": "2.4.0",
        +     "dotenv": "*",

        // src/core/http.ts, changed
        + import { config } from 'dotenv';
        +
        + ‹config›();
        +
          export async function http(base: string, path: string, signal: AbortSignal, key = ''): Promise<unknown> {
      `,
      finds: ['The version of dotenv cannot be seen.'],
    },
  ],
});

/** The installed version, else the only one that the range allows. */
function majorOf({ documents: { packageLock, packageJson } }: ProjectModel): number | undefined {
  const nodes = [
    packageLock?.get('packages', 'node_modules/dotenv', 'version'),
    packageJson?.get('dependencies', 'dotenv'),
    packageJson?.get('devDependencies', 'dotenv'),
  ];
  for (const node of nodes) {
    if (node?.is !== 'scalar') continue;
    const [, major] = /^[\^~=v]?\s*(\d+)(\.|$)/.exec(String(node.value)) ?? [];
    if (major !== undefined) return Number(major);
  }
  return undefined;
}

interface Use {
  at: Place;
  /** Undefined where that cannot be told. */
  quiet: boolean | undefined;
}

function usesIn(code: Code, file: SourceFile): Use[] {
  const imports = file.facts.imports.filter(({ specifier }) => /^dotenv\b/.test(specifier ?? ''));
  if (imports.length === 0) return [];
  const loading = imports.filter(({ specifier }) => specifier === 'dotenv/config');
  const calls = file.facts.calls.filter((call) => isConfig(code, file, call));
  return [
    ...loading.map((each) => ({ at: file.at(each), quiet: false })),
    ...calls.map((call) => ({ at: file.at(call.callee), quiet: isQuiet(code, file, call) })),
  ];
}

function isConfig(code: Code, file: SourceFile, { callee }: CallValue): boolean {
  const origin = code.origin({ file, value: callee });
  return (
    origin.is === 'external' &&
    origin.module === 'dotenv' &&
    /^(default\.)?(config|configDotenv)$/.test(origin.path)
  );
}

function isQuiet(code: Code, file: SourceFile, call: CallValue): boolean | undefined {
  const [options] = call.arguments;
  if (!options) return false;
  const object = code.object({ file, value: options });
  const quiet = object?.properties.find(({ key }) => key === 'quiet');
  if (quiet) {
    const value = code.constant(quiet);
    return typeof value === 'boolean' ? value : undefined;
  }
  return object && !object.partial ? false : undefined;
}
