import { languages } from '../../edit/formats/languages.js';
import { withDescriber, withListed } from '../../edit/listed.js';
import { removeToolRow } from '../../edit/readme.js';
import { removeTestCase } from '../../edit/test-case.js';
import { removeImport } from '../../edit/typescript.js';
import { openProject } from '../../extend/open-project.js';
import { README, readmeSubject } from '../../extend/readme.js';
import { kindOf } from '../../kinds/kind-of.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { notAlone, stillImported } from '../../model/errors/refactor.js';
import type { Export, Import, Module } from '../../model/module.js';
import { inProject } from '../../model/npx.js';
import { position } from '../../model/place.js';
import type { PartDefinition, Provider } from '../../model/project.js';
import type { ProviderOption } from '../../options/shared-options.js';
import { kindNameOf, listedPath, namesOf, testPath } from '../../project/provider-parts.js';
import { changeApprovals } from '../../refactor/approvals.js';
import { carryOutRefactoring } from '../../refactor/carry-out.js';
import { recordDecision } from '../../refactor/import-decision.js';
import { isRegistration, registrationsOf } from '../../refactor/places.js';
import { chooseTool, sharedQuestions } from '../../refactor/subject.js';
import { WorkingCopy } from '../../refactor/working-copy.js';

/** Removes a tool from the project around the working directory. @throws CliError `refactor/…` */
export async function run(
  context: CommandContext,
  commandLine: CommandLine<ProviderOption>,
): Promise<0 | 1 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = sharedQuestions(context);
  const { name, provider, definition } = await chooseTool(
    project,
    commandLine.arguments[0],
    commandLine.options.provider,
    'remove-tool',
    ask,
  );
  const { module, call } = definition;
  if (
    provider.definitions.some(
      (otherDefinition) => otherDefinition !== definition && otherDefinition.module === module,
    )
  )
    throw notAlone(name, module.path, position(call.at.file, call.at.start).line);
  const { own: ownModules, shared: sharedModules } = toolFiles(provider, definition);
  const copy = await WorkingCopy.open(project);
  for (const { path } of ownModules) copy.remove(path);
  for (const { path, specifier } of registrationsOf(model, module))
    copy.edit(path, (text) => removeImport(text, specifier));
  copy.edit(testPath(provider), (text) =>
    removeTestCase(text, provider.name, { section: 'tools', name }),
  );
  copy.edit(listedPath(provider), (text) =>
    withDescriber(withListed(text, 'tool', name, undefined)),
  );
  copy.edit(README, (text) => removeToolRow(text, name, readmeSubject(provider)));
  removeEntryItems(
    copy,
    provider,
    ownModules.map(({ text }) => text),
  );
  recordDecision(copy, provider.name, name, undefined);
  changeApprovals(copy, { name, provider }, undefined);
  const sharedPaths = sharedModules.map(({ path }) => path);
  const isLast = namesOf(provider, 'tool').length === 1;
  const remove = inProject(`remove-provider ${provider.name}`);
  return carryOutRefactoring(context, project, ask, {
    copy,
    question: `Remove ${name}?`,
    done: `Removed ${name} from ${provider.name}`,
    name,
    deletes: true,
    notes: [
      ...sharedPaths.map((path) => `Kept: ${path} (other files import it).`),
      `Clients that still call "${name}" get an error.`,
      ...(isLast ? [`${provider.name} has no tools left.`] : []),
    ],
    next: isLast ? [`# Remove the provider, too: ${remove}`] : [],
    repeat: ['remove-tool', name, '--provider', provider.name],
    report: { kept: sharedPaths },
  });
}

const CONFIG = 'provider-config.yaml';

/**
 * Removes items of the provider's entry lists that only the removed code needs, such as the base
 * URLs of its requests.
 */
function removeEntryItems(
  copy: WorkingCopy,
  provider: Provider,
  removedTexts: readonly string[],
): void {
  const keys = Object.keys(kindOf(kindNameOf(provider)).serve?.entryLists?.([]) ?? {});
  const remainingTexts = provider.modules
    .filter(({ path }) => copy.has(path))
    .map(({ text }) => text);
  for (const key of keys) {
    const items = provider.entry?.get(key)?.items.map(({ value }) => String(value)) ?? [];
    const contains = (item: string) => (text: string) =>
      [`'`, `"`, '`'].some((quote) => text.includes(`${quote}${item}${quote}`));
    const unusedItems = items.filter(
      (item) => removedTexts.some(contains(item)) && !remainingTexts.some(contains(item)),
    );
    const path = ['providers', provider.name, key];
    for (const item of unusedItems.toReversed())
      copy.edit(CONFIG, (text) =>
        languages.yaml.remove(
          text,
          unusedItems.length === items.length ? path : [...path, items.indexOf(item)],
        ),
      );
  }
}

/** The modules of a tool. */
interface ToolFiles {
  /** Modules that only the tool uses; the first one defines it. */
  own: readonly Module[];
  /** Modules that the tool imports and that others import, too. */
  shared: readonly Module[];
}

/** Modules that every provider must have. */
const CONTRACT = ['index', 'mcp-instance', 'server-auth', 'api/auth'];

/**
 * The modules that only this tool uses: the one that defines it, and those that only these import.
 * @throws CliError `refactor/imported` if others import the definition
 */
function toolFiles(provider: Provider, { module }: PartDefinition): ToolFiles {
  const { project, directory } = provider;
  const apiFiles = kindOf(kindNameOf(provider)).render.apiFiles.map((name) => `api/${name}`);
  const base = new Set([...CONTRACT, ...apiFiles].map((stem) => provider.module(stem)));
  const candidates = [...project.reached(module).modules].filter(
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
      (each) =>
        each.from !== undefined &&
        (project.resolve(importer, each.from) === importedModule
          ? !(isDefinition && isRegistration(each))
          : isDefinition && originOf(importer, each) === importedModule),
    );
  /** The module that declares a name, also if other modules re-export it. */
  const originOf = (importer: Module, reference: Import | Export) => {
    const importedModule = project.resolve(importer, reference.from ?? '');
    const name = 'dynamic' in reference ? reference.name : reference.local;
    const origin = importedModule && project.exported(importedModule, name ?? '');
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
    own: [...removable],
    shared: candidates.filter((candidate) => !removable.has(candidate)),
  };
}
