import { dirname, join } from 'node:path/posix';
import type { CommandContext } from '../../model/command.js';
import { noRuntimeSources } from '../../model/errors/eject.js';
import { relPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import type { ProjectModel } from '../../model/project.js';
import { CORE, importsRewritten, modulesIn } from './imports.js';
import type { RuntimePackage } from './package.js';
import { entriesOf } from './package.js';

/** What every provider imports of the runtime, directly or not. */
const ALWAYS_THERE = relPath(`${CORE}/authoring.ts`);

export const isEjected = ({ files }: Pick<ProjectModel, 'files'>): boolean =>
  files.has(ALWAYS_THERE);

/** The runtime that this program comes with. @throws CliError `eject/no-sources` in a run from sources */
export async function runtimeSources({ host }: CommandContext): Promise<RuntimePackage> {
  const archive = host.runtimeSources?.();
  if (!archive) throw noRuntimeSources();
  const { readRuntime } = await import('./archive.js');
  return readRuntime(archive);
}

/** Tells people and later runs of this program which version was copied. */
export const coreNotes = (version: string): RenderedFile => ({
  path: CORE_NOTES,
  text: `# mcp-provider ${version}

Sources of the runtime, copied by \`mcp-provider eject\`. They are part of this project: updates do not reach them.
`,
});

export const CORE_NOTES = relPath(`${CORE}/README.md`);

/** The version that the notes name. */
export const versionInNotes = (text: string | null): string | undefined =>
  /^# mcp-provider (\S+)/.exec(text ?? '')?.[1];

/** A rendered file that imports the sources instead of the package. */
export const inCore = (runtime: RuntimePackage, { path, text }: RenderedFile): RenderedFile => ({
  path,
  text: path.endsWith('.ts') ? importsRewritten(path, text, entriesOf(runtime.manifest)) : text,
});

/** Sources of the runtime, and the packages that they import. */
export interface CoreFiles {
  files: RenderedFile[];
  /** Version ranges by name. */
  packages: Record<string, string>;
}

/** Types of packages that come without: of which package, name and version range. */
const TYPES: readonly (readonly [of: string, name: string, version: string])[] = [
  ['pg', '@types/pg', '^8.23.1'],
];

/** What some files of the runtime need, with all that these need. @param wanted paths below `src/core` */
export function coreFiles(
  { sources, manifest }: RuntimePackage,
  wanted: Iterable<string>,
): CoreFiles {
  const { files, packages } = closureOf(sources, wanted);
  const versions = { ...manifest.peerDependencies, ...manifest.dependencies };
  return {
    files: [...files]
      .toSorted()
      .map((path) => ({ path: relPath(`${CORE}/${path}`), text: sources.get(path) ?? '' })),
    packages: Object.fromEntries(
      [...packages].toSorted().flatMap((name) => {
        const version = versions[name];
        const types = TYPES.filter(([of]) => of === name).map(([, ...entry]) => entry);
        return version === undefined ? [] : [[name, version], ...types];
      }),
    ),
  };
}

/** What some entries of the runtime need. */
interface Closure {
  /** Paths of source files. */
  files: Set<string>;
  /** Names of packages. */
  packages: Set<string>;
}

/** The sources that entries load, directly or not, and the packages that these import. */
export function closureOf(
  sources: ReadonlyMap<string, string>,
  entries: Iterable<string>,
): Closure {
  const files = new Set(entries);
  const packages = new Set<string>();
  for (const file of files)
    // grows while it is read
    for (const module of modulesIn(sources.get(file) ?? '')) {
      if (module.startsWith('.')) files.add(join(dirname(file), module).replace(/\.js$/, '.ts'));
      else if (!module.startsWith('node:')) packages.add(packageOf(module));
    }
  return { files, packages };
}

const packageOf = (module: string): string =>
  module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/');
