import type { Code } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { Place, ProjectModel, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { servedFiles } from './stdio/served.js';

/** dotenv 17 prints to stdout, 18 to stderr, 16 nothing. */
const LOUD = 17;

const INSTEAD =
  'Remove it, since the server reads ".env" itself, or pass "quiet: true" to "config".';

export default defineRule({
  severity: 'error',
  summary: 'Version 17 of dotenv is used with "quiet: true".',
  why: 'Version 17 prints "injected env" to stdout, which ends a stdio session before it begins.',
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
          const what = version === undefined ? 'the version of dotenv' : 'whether dotenv is quiet';
          report.unseen({ at, message: `Cannot determine ${what}.`, hint: INSTEAD });
        } else {
          report({ at, message: 'Version 17 of dotenv prints a banner to stdout.', hint: INSTEAD });
        }
      }
    }
  },
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
  /** Undefined where that cannot be determined. */
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
