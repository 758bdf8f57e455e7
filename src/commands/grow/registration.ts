import { dirname } from 'node:path/posix';
import { registerPart } from '../../edit/registration.js';
import type { Registrar } from '../../edit/part.js';
import { relativeSpecifier } from '../../edit/specifier.js';
import type { ProviderModel, SourceFile } from '../../model/project.js';
import type { RenderedPart } from '../../render/part.js';
import { definitionsOf } from './definitions.js';
import type { Insertion } from './insertions.js';

/** Lines that load parts, in the files that load the other parts of the provider. */
export const registrations = (
  provider: ProviderModel,
  parts: readonly RenderedPart[],
): Insertion[] =>
  parts.map((part, index) => {
    const added = parts.slice(0, index).map(({ module }) => module);
    return registration(provider, part, added);
  });

function registration(
  provider: ProviderModel,
  { module, constant, kind }: RenderedPart,
  added: readonly string[],
): Insertion {
  const registrar = registrarOf(provider, module);
  const file = registrar?.file ?? `${provider.directory}/index.ts`;
  return {
    path: file,
    where: `beside the other ${kind}s`,
    lines: `import '${relativeSpecifier(file, module)}.js';`,
    edit: (text) =>
      registrar && registerPart(text, { path: module, constant }, { ...registrar, added }),
  };
}

/**
 * The file that loads parts like the new one. It lies in the provider's folder or in the folder of the part, is loaded
 * with the provider, and loads more files of the part's folder than any other. Of two that load the same number, the one
 * in the part's folder; undefined where that leaves several.
 */
function registrarOf(provider: ProviderModel, module: string): Registrar | undefined {
  const folder = dirname(module);
  const entry = provider.file('index');
  const all = definingFiles(provider);
  if (all.size === 0) return entry && { file: entry.logicalPath, siblings: [] };
  const inFolder = [...all].filter(({ logicalPath }) => logicalPath.startsWith(`${folder}/`));
  const wanted = new Set(inFolder.length > 0 ? inFolder : all);
  const loaded = entry && reachedFrom(entry, provider);
  const leading = provider.files
    .filter((file) => loaded?.has(file) !== false)
    .filter(({ logicalPath }) => [folder, provider.directory].includes(dirname(logicalPath)))
    .map((file) => ({ file, ...siblingsIn(file, provider, all, wanted) }))
    .filter(({ leadsTo }) => leadsTo > 0);
  if (leading.length === 0 && entry && all.has(entry)) {
    return { file: entry.logicalPath, siblings: [] };
  }
  // A tool that imports another counts only where nothing else does.
  const lists = leading.filter(({ file }) => !all.has(file));
  const candidates = lists.length > 0 ? lists : leading;
  const most = Math.max(...candidates.map(({ leadsTo }) => leadsTo));
  const best = candidates.filter(({ leadsTo }) => leadsTo === most);
  const inner = best.filter(({ file }) => dirname(file.logicalPath) === folder);
  const [found, another] = inner.length > 0 ? inner : best;
  return found && !another ? { file: found.file.logicalPath, siblings: found.siblings } : undefined;
}

/** The files that define tools, resources and prompts. */
function definingFiles(provider: ProviderModel): Set<SourceFile> {
  const { tools, resources, prompts } = definitionsOf(provider);
  const own = [...tools, ...resources, ...prompts].filter(
    ({ registrar }) => registrar.is === 'provider' && registrar.provider === provider.name,
  );
  return new Set(own.map(({ file }) => file));
}

/** The imports of a file that bring parts, by themselves or through files that list them. */
function siblingsIn(
  file: SourceFile,
  provider: ProviderModel,
  all: ReadonlySet<SourceFile>,
  wanted: ReadonlySet<SourceFile>,
) {
  const leadsTo = new Set<SourceFile>();
  const imports = provider.project.modules.imports(file);
  const siblings = imports.flatMap(({ fact, to: [target, another] }) => {
    if (fact.specifier === null || target?.is !== 'file' || another) return [];
    if (target.file.provider !== provider.name) return [];
    const reached = reachedFrom(target.file, provider);
    const parts = [...reached].filter((each) => all.has(each));
    // A file that imports this one in return reaches everything.
    const isList = !reached.has(file) && !all.has(target.file);
    const own = all.has(target.file) ? [target.file] : isList ? parts : [];
    if (own.length === 0) return [];
    for (const part of own) if (wanted.has(part)) leadsTo.add(part);
    return [{ specifier: fact.specifier, path: withoutEnding(target.file.logicalPath) }];
  });
  return { siblings, leadsTo: leadsTo.size };
}

/** The files of a provider that are loaded with one of them. */
function reachedFrom(entry: SourceFile, { name, project }: ProviderModel): Set<SourceFile> {
  const reached = new Set([entry]);
  // A set grows while it is walked through.
  for (const file of reached) {
    for (const target of project.modules.imports(file).flatMap(({ to }) => to)) {
      if (target.is === 'file' && target.file.provider === name) reached.add(target.file);
    }
  }
  return reached;
}

const withoutEnding = (path: string) => path.replace(/\.[cm]?[jt]sx?$/, '');
