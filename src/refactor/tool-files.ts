import { kindOf } from '../kinds/kind-of.js';
import { stillImported } from '../model/errors/refactor.js';
import type { Export, Import, Module } from '../model/module.js';
import type { PartDefinition, Provider } from '../model/project.js';
import { kindNameOf } from '../project/provider-parts.js';
import { isRegistration } from './own-files.js';

interface ToolFiles {
  /** Modules that only the tool uses; the first one defines it. */
  ownModules: readonly Module[];
  /** Modules that the tool imports and that others import, too. */
  sharedModules: readonly Module[];
}

/** Modules that every provider must have. */
const CONTRACT = ['index', 'mcp-instance', 'server-auth', 'api/auth'];

/**
 * Returns the modules that only this tool uses: the one that defines it, and those that only these
 * import.
 * @throws CliError `refactor/imported` if others import the definition
 */
export function toolFiles(provider: Provider, { module }: PartDefinition): ToolFiles {
  const { project, directory } = provider;
  const apiFiles = kindOf(kindNameOf(provider)).render.apiFiles.map((name) => `api/${name}`);
  const base = new Set([...CONTRACT, ...apiFiles].map((stem) => provider.module(stem)));
  const candidates = [...project.reachableModules(module).modules].filter(
    (reachedModule) => reachedModule.path.startsWith(`${directory}/`) && !base.has(reachedModule),
  );
  const modules = project.modulesIn();
  const importers = (importedModule: Module) =>
    modules.filter(
      (candidate) =>
        candidate !== importedModule && uses(candidate, importedModule, importedModule === module),
    );
  const uses = (importer: Module, importedModule: Module, isDefinition: boolean) =>
    [...importer.imports, ...importer.exports].some(
      (otherPath) =>
        otherPath.specifier !== undefined &&
        (project.resolve(importer, otherPath.specifier) === importedModule
          ? !(isDefinition && isRegistration(otherPath))
          : isDefinition && declaringModule(importer, otherPath) === importedModule),
    );
  /** Returns the module that declares a name, also if other modules re-export it. */
  const declaringModule = (importer: Module, reference: Import | Export) => {
    const importedModule = project.resolve(importer, reference.specifier ?? '');
    const name = 'dynamic' in reference ? reference.name : reference.local;
    const origin = importedModule && project.exportOrigin(importedModule, name ?? '');
    return origin && 'module' in origin ? origin.module : undefined;
  };
  let removable = new Set([module, ...candidates]);
  const isShared = (candidate: Module) =>
    importers(candidate).some((importer) => !removable.has(importer));
  for (;;) {
    const sharedNow = [...removable].filter(
      (candidate) => candidate !== module && isShared(candidate),
    );
    if (sharedNow.length === 0) break;
    removable = new Set([...removable].filter((candidate) => !sharedNow.includes(candidate)));
  }
  const otherImporters = importers(module).filter((importer) => !removable.has(importer));
  if (otherImporters.length > 0)
    throw stillImported(
      module.path,
      otherImporters.map(({ path }) => path),
    );
  return {
    ownModules: [...removable],
    sharedModules: candidates.filter((candidate) => !removable.has(candidate)),
  };
}
