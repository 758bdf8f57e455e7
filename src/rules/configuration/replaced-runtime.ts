import type {
  CompilerConfig,
  DataDocument,
  DataEntry,
  Place,
  ProjectModel,
} from '../../model/project.js';
import { defineRule } from '../define.js';
import { asText } from './documents/scalars.js';
import { RUNTIME, V1, V2 } from './packages/names.js';

const SECTIONS = [
  ['dependencies'],
  ['devDependencies'],
  ['optionalDependencies'],
  ['overrides'],
  ['resolutions'],
  ['pnpm', 'overrides'],
] as const;
/** Anything but a version of the registry. */
const ELSEWHERE =
  /^(file|link|portal|git|git\+\w+|github|gitlab|bitbucket|https?|npm|patch):|^[\w-]+\/[\w.-]+(#|$)|^[.~]{0,2}\//;
const DEEPEST = 8;
/** What `create` writes before the runtime is published, and with `--vendor`. */
const VENDORED = /^file:(\.\/)?vendor\/mcp-provider-\d+\.\d+\.\d+[\w.-]*\.tgz$/;

export default defineRule({
  severity: 'error',
  summary: 'The runtime and the MCP SDK are the published packages.',
  why: 'Other code under these names can do anything with requests and credentials, and no rule applies to it.',
  source: {
    text: 'CWE-829, Inclusion of Functionality from Untrusted Control Sphere.',
    url: 'https://cwe.mitre.org/data/definitions/829.html',
  },
  securitySeverity: 8.3,
  on: 'project',
  check(project, report) {
    const { packageJson, packagesAbove, workspaces, compiler } = project.documents;
    const tell = (at: Place, name: string) =>
      report({
        at,
        message: `"${name}" is replaced by other code.`,
        hint: `Use a version of "${name}" from the registry.`,
      });
    for (const document of [packageJson, ...packagesAbove, ...workspaces]) {
      if (document) for (const { at, name } of replacedIn(document)) tell(at, name);
    }
    for (const { document } of compiler) {
      for (const { key, value } of document.entries('compilerOptions', 'paths'))
        if (isGuarded(key.replace(/\/?\*$/, ''))) tell(document.at(value), key);
    }
    const [shadowed] = shadowedIn(project);
    const at = shadowed && anyName(compiler);
    if (at) tell(at, shadowed);
  },
});

const isGuarded = (name: string) =>
  [RUNTIME, V1, V2].some((each) => name === each || name.startsWith(`${each}/`));

/** Imports of the runtime that lead to a file of the project. */
function* shadowedIn({ files, modules }: ProjectModel): Generator<string> {
  for (const file of files.values()) {
    for (const { fact, to } of modules.imports(file)) {
      const { specifier } = fact;
      if (specifier && isGuarded(specifier) && to.some(({ is }) => is === 'file')) yield specifier;
    }
  }
}

/** The option of the compiler that can lead any name to a file. */
function anyName(compiler: readonly CompilerConfig[]): Place | undefined {
  for (const { document } of compiler) {
    const paths = document.entries('compilerOptions', 'paths');
    const star = paths.find(({ key }) => key.startsWith('*'))?.value;
    const option = star ?? document.get('compilerOptions', 'baseUrl');
    if (option) return document.at(option);
  }
  return undefined;
}

function* replacedIn(document: DataDocument): Generator<{ at: Place; name: string }> {
  for (const section of SECTIONS) {
    for (const { key, value } of document.entries(...section)) {
      yield* replacedBy(document, key, value);
    }
  }
  for (const { key, value } of document.entries('imports')) {
    const name = key.slice(1).replace(/\/\*$/, '');
    if (key.startsWith('#') && isGuarded(name)) yield { at: document.at(value), name };
  }
}

/** An entry, or one below it: overrides of npm can be nested. */
function* replacedBy(
  document: DataDocument,
  key: string,
  value: DataEntry['value'],
  depth = 0,
): Generator<{ at: Place; name: string }> {
  if (value.is === 'map') {
    if (depth > DEEPEST) return;
    for (const entry of value.entries)
      yield* replacedBy(document, entry.key === '.' ? key : entry.key, entry.value, depth + 1);
    return;
  }
  const [, name = key] = /^(?:.*>|.*\*\*\/)?(@?[^@>]+?)(?:@.*)?$/.exec(key) ?? [];
  const text = asText(document, value);
  if (!text || !isGuarded(name)) return;
  if (ELSEWHERE.test(text.text) && !VENDORED.test(text.text)) yield { at: text.at, name };
}
