import { kindOf } from '../../kinds/kind-of.js';
import { stillImported } from '../../model/errors/refactor.js';
import type { Module } from '../../model/module.js';
import type { PartDefinition, Provider } from '../../model/project.js';
import { kindNameOf } from '../grow/home.js';

/** The modules of a tool. */
export interface ToolFiles {
  /** The one that defines it comes first. */
  own: readonly Module[];
  /** Modules that it imports, which others import, too. */
  shared: readonly Module[];
}

/** The contract of a provider. */
const CONTRACT = ['index', 'mcp-instance', 'server-auth', 'api/auth'];

/**
 * The modules that only this tool uses: reached from the one that defines it, and imported by nothing else.
 * @throws CliError `refactor/imported` where others import the definition
 */
export function toolFiles(provider: Provider, { module }: PartDefinition): ToolFiles {
  const { project, directory } = provider;
  const apiFiles = kindOf(kindNameOf(provider)).render.apiFiles.map((name) => `api/${name}`);
  const base = new Set([...CONTRACT, ...apiFiles].map((stem) => provider.module(stem)));
  const candidates = [...project.reached(module).modules].filter(
    (each) => each.path.startsWith(`${directory}/`) && !base.has(each),
  );
  const modules = [...project.modulesIn('src'), ...project.modulesIn('tests')];
  const importers = (of: Module) =>
    modules.filter((each) => each !== of && uses(each, of, of === module));
  const uses = (importer: Module, of: Module, isDefinition: boolean) =>
    [...importer.imports, ...importer.exports].some(
      (each) =>
        each.from !== undefined &&
        project.resolve(importer, each.from) === of &&
        // Its registration.
        !(isDefinition && 'dynamic' in each && each.name === undefined && !each.dynamic),
    );
  let own = new Set([module, ...candidates]);
  const isShared = (each: Module) => importers(each).some((importer) => !own.has(importer));
  for (;;) {
    const shared = [...own].filter((each) => each !== module && isShared(each));
    if (shared.length === 0) break;
    own = new Set([...own].filter((each) => !shared.includes(each)));
  }
  const others = importers(module).filter((each) => !own.has(each));
  if (others.length > 0)
    throw stillImported(
      module.path,
      others.map(({ path }) => path),
    );
  return { own: [...own], shared: candidates.filter((each) => !own.has(each)) };
}
