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
import { decide } from '../../refactor/import-decision.js';
import { isRegistration, registrationsOf } from '../../refactor/places.js';
import { asker, chosenTool } from '../../refactor/subject.js';
import { WorkingCopy } from '../../refactor/working-copy.js';

/** Removes a tool of the project around the working directory. @throws CliError `refactor/…` */
export async function run(
  context: CommandContext,
  given: CommandLine<ProviderOption>,
): Promise<0 | 1 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = asker(context);
  const { name, provider, definition } = await chosenTool(
    project,
    given.arguments[0],
    given.options.provider,
    'remove-tool',
    ask,
  );
  const { module, call } = definition;
  if (provider.definitions.some((each) => each !== definition && each.module === module))
    throw notAlone(name, module.path, position(call.at.file, call.at.start).line);
  const { own, shared } = toolFiles(provider, definition);
  const copy = await WorkingCopy.open(project);
  for (const { path } of own) copy.remove(path);
  for (const { path, specifier } of registrationsOf(model, module))
    copy.edit(path, (text) => removeImport(text, specifier));
  copy.edit(testPath(provider), (text) =>
    removeTestCase(text, provider.name, { section: 'tools', name }),
  );
  copy.edit(listedPath(provider), (text) =>
    withDescriber(withListed(text, 'tool', name, undefined)),
  );
  copy.edit(README, (text) => removeToolRow(text, name, readmeSubject(provider)));
  removeListed(
    copy,
    provider,
    own.map(({ text }) => text),
  );
  decide(copy, provider.name, name, undefined);
  changeApprovals(copy, { name, provider }, undefined);
  const sharedPaths = shared.map(({ path }) => path);
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

/** Removes what lists in the entry of the provider have for removed code alone, such as the base URLs of its requests. */
function removeListed(copy: WorkingCopy, provider: Provider, removed: readonly string[]): void {
  const keys = Object.keys(kindOf(kindNameOf(provider)).serve?.entryLists?.([]) ?? {});
  const left = provider.modules.filter(({ path }) => copy.has(path)).map(({ text }) => text);
  for (const key of keys) {
    const items = provider.entry?.get(key)?.items.map(({ value }) => String(value)) ?? [];
    const has = (item: string) => (text: string) =>
      [`'`, `"`, '`'].some((quote) => text.includes(`${quote}${item}${quote}`));
    const unused = items.filter((item) => removed.some(has(item)) && !left.some(has(item)));
    const path = ['providers', provider.name, key];
    for (const item of unused.toReversed())
      copy.edit(CONFIG, (text) =>
        languages.yaml.remove(
          text,
          unused.length === items.length ? path : [...path, items.indexOf(item)],
        ),
      );
  }
}

/** The modules of a tool. */
interface ToolFiles {
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
function toolFiles(provider: Provider, { module }: PartDefinition): ToolFiles {
  const { project, directory } = provider;
  const apiFiles = kindOf(kindNameOf(provider)).render.apiFiles.map((name) => `api/${name}`);
  const base = new Set([...CONTRACT, ...apiFiles].map((stem) => provider.module(stem)));
  const candidates = [...project.reached(module).modules].filter(
    (each) => each.path.startsWith(`${directory}/`) && !base.has(each),
  );
  const modules = project.modulesIn();
  const importers = (of: Module) =>
    modules.filter((each) => each !== of && uses(each, of, of === module));
  const uses = (importer: Module, of: Module, isDefinition: boolean) =>
    [...importer.imports, ...importer.exports].some(
      (each) =>
        each.from !== undefined &&
        (project.resolve(importer, each.from) === of
          ? !(isDefinition && isRegistration(each))
          : isDefinition && originOf(importer, each) === of),
    );
  /** Where a name is declared that comes through other modules. */
  const originOf = (importer: Module, each: Import | Export) => {
    const from = project.resolve(importer, each.from ?? '');
    const name = 'dynamic' in each ? each.name : each.local;
    const origin = from && project.exported(from, name ?? '');
    return origin && 'module' in origin ? origin.module : undefined;
  };
  let removable = new Set([module, ...candidates]);
  const isShared = (each: Module) => importers(each).some((importer) => !removable.has(importer));
  for (;;) {
    const shared = [...removable].filter((each) => each !== module && isShared(each));
    if (shared.length === 0) break;
    removable = new Set([...removable].filter((each) => !shared.includes(each)));
  }
  const others = importers(module).filter((each) => !removable.has(each));
  if (others.length > 0)
    throw stillImported(
      module.path,
      others.map(({ path }) => path),
    );
  return { own: [...removable], shared: candidates.filter((each) => !removable.has(each)) };
}
