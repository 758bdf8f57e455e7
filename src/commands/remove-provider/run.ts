import { removeEnvironment } from '../../edit/env-lines.js';
import { languages } from '../../edit/formats/languages.js';
import { removeJsonMember } from '../../edit/json.js';
import { changeProviderRow, hasSection, removeProvider, removeSection } from '../../edit/readme.js';
import {
  objectIn,
  objectProperty,
  parseTypeScript,
  removeProperty,
} from '../../edit/typescript.js';
import { entrySpec } from '../../extend/entry-spec.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import { projectTextChanges, providersExcept } from '../../extend/project-texts.js';
import { README, readmeSubject } from '../../extend/readme.js';
import { sharedQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { editStep } from '../../model/edit-step.js';
import { onlyProvider, stillImported } from '../../model/errors/refactor.js';
import type { Project, Provider } from '../../model/project.js';
import { credentialsFolder, PROVIDERS } from '../../project/provider-parts.js';
import { carryOutRefactoring } from '../../refactor/carry-out.js';
import { providerToChange } from '../../refactor/choose-part.js';
import { providerEntries } from '../../refactor/client-entries.js';
import { ownFiles, variablePattern } from '../../refactor/own-files.js';
import { providerSkills } from '../../refactor/skills.js';
import { WorkingCopy } from '../../refactor/working-copy.js';
import { commonPackages } from '../../render/package-json.js';
import { providerPackages, sharedParts } from '../../render/provider-needs.js';

/**
 * Removes a provider from the project around the working directory.
 * @throws CliError `refactor/…`
 */
export async function run(context: CommandContext, commandLine: CommandLine): Promise<0 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = sharedQuestions(context);
  const provider = await providerToChange(project, commandLine.arguments, 'remove-provider', ask);
  const { name, directory } = provider;
  if (model.providers.length === 1) throw onlyProvider(name);
  const isOwn = ownFiles(provider);
  const importers = otherImporters(model, isOwn);
  if (importers.length > 0) throw stillImported(directory, importers);
  const copy = await WorkingCopy.open(project, isOwn);
  for (const path of model.paths) if (isOwn.test(path)) copy.remove(path);
  copy.edit(PROVIDERS, (text) => {
    const providers = parseTypeScript(text).getVariableDeclaration('providers');
    const object = objectIn(providers?.getInitializer());
    const property = object && objectProperty(object, name);
    return property && removeProperty(property);
  });
  copy.edit('provider-config.yaml', (text) => languages.yaml.remove(text, ['providers', name]));
  const otherProviders = model.providers
    .filter((otherProvider) => otherProvider !== provider)
    .map(readmeSubject);
  copy.edit(README, (text) =>
    changeProviderRow(
      removeProvider(text, readmeSubject(provider), otherProviders),
      name,
      undefined,
    ),
  );
  const remainingProviders = providersExcept(model, [name]);
  for (const { path, edit } of projectTextChanges(
    project,
    providersExcept(model, []),
    remainingProviders,
  ))
    copy.edit(path, edit);
  const variables = variablePattern(provider);
  const shared = sharedOnlyBy(provider, project);
  copy.edit('.env.example', (text) =>
    removeEnvironment(
      text,
      (variable) =>
        variable.replace(variables, '') === '' ||
        shared.variables.some((line) => line.startsWith(`# ${variable}=`)),
    ),
  );
  copy.edit(README, (text) => shared.sections.reduce(removeSection, text));
  const editedSections = shared.sections.filter((section) =>
    hasSection(copy.texts.get(README) ?? '', section),
  );
  for (const { path, keys } of providerEntries(model, name))
    copy.edit(path, (text) => languages.jsonc.remove(text, keys));
  for (const dependency of unsharedPackages(provider, project))
    for (const section of ['dependencies', 'devDependencies'])
      copy.edit('package.json', (text) => removeJsonMember(text, [section], dependency));
  const credentials = credentialsFolder(provider);
  return carryOutRefactoring(context, project, ask, {
    copy,
    question: `Remove ${name}?`,
    done: `Removed ${name}`,
    name,
    deletes: true,
    notes: [
      ...(credentials === undefined
        ? []
        : [`Stored credentials stay in "mcp/${credentials}" of each user's data directory.`]),
      ...editedSections.map(
        (section) =>
          `${README}: the section "${section.replace(/^#+ (.*)[^]*/, '$1')}" was edited and stays, although no provider needs it.`,
      ),
    ],
    next: providerSkills(copy, name).map((path) =>
      editStep(
        path,
        `"${name}" is still its provider: remove the skill, or state another provider. The server does not start with it.`,
      ),
    ),
    repeat: ['remove-provider', name],
    report: {},
  });
}

/** Returns the paths of the modules, besides the list of providers, that import a module of the provider. */
const otherImporters = (model: Project, isOwn: RegExp): string[] =>
  model
    .modulesIn()
    .filter(
      (module) =>
        module.path !== PROVIDERS &&
        !isOwn.test(module.path) &&
        [...module.imports, ...module.exports].some(
          ({ specifier }) =>
            specifier !== undefined && isOwn.test(model.resolve(module, specifier)?.path ?? ''),
        ),
    )
    .map(({ path }) => path);

/** Returns the lines of `.env.example` and the sections of the README that no other provider needs. */
function sharedOnlyBy(provider: Provider, project: OpenProject) {
  const sharedBy = (candidate: Provider) => {
    const parts = sharedParts(entrySpec(candidate), project);
    return {
      variables: parts.sharedVariables.flatMap((lines) => lines.split('\n')),
      sections: parts.sharedSections,
    };
  };
  const others = project.model.providers
    .filter((candidate) => candidate !== provider)
    .map(sharedBy);
  const { variables, sections } = sharedBy(provider);
  return {
    variables: variables.filter((line) => !others.some((other) => other.variables.includes(line))),
    sections: sections.filter((text) => !others.some((other) => other.sections.includes(text))),
  };
}

/** Returns packages that only this provider needs. */
function unsharedPackages(provider: Provider, { model, store }: OpenProject): string[] {
  const packagesFor = (candidate: Provider) => providerPackages(entrySpec(candidate));
  const others = model.providers.filter((candidate) => candidate !== provider).flatMap(packagesFor);
  const isImported = (name: string) =>
    model.modulesIn().some(({ imports }) => imports.some(({ specifier }) => specifier === name));
  return packagesFor(provider).filter(
    (name) => ![...others, ...commonPackages(store)].includes(name) && !isImported(name),
  );
}
