import { withDescriber, withParagraph } from '../../edit/listing.js';
import { removeToolRow } from '../../edit/readme.js';
import { removeTestCase } from '../../edit/test-case.js';
import { removeImport } from '../../edit/typescript.js';
import { openProject } from '../../extend/open-project.js';
import { README, readmeSubject } from '../../extend/readme.js';
import { sharedQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { notAlone } from '../../model/errors/refactor.js';
import { cliCommand } from '../../model/npx.js';
import { lineAndColumn } from '../../model/source-range.js';
import type { ProviderOption } from '../../options/shared-options.js';
import { listingPath, partNames, testPath } from '../../project/provider-parts.js';
import { changeApprovals } from '../../refactor/approvals.js';
import { carryOutRefactoring } from '../../refactor/carry-out.js';
import { chooseTool } from '../../refactor/choose-part.js';
import { removeEntryItems } from '../../refactor/entry-items.js';
import { recordDecision } from '../../refactor/import-decision.js';
import { partRegistrations } from '../../refactor/own-files.js';
import { toolFiles } from '../../refactor/tool-files.js';
import { WorkingCopy } from '../../refactor/working-copy.js';

/** Removes a tool from the project around the working directory. @throws CliError `refactor/…` */
export async function run(
  context: CommandContext,
  commandLine: CommandLine<ProviderOption>,
): Promise<0 | 2> {
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
    throw notAlone(name, module.path, lineAndColumn(call.range.file, call.range.start).line);
  const { ownModules, sharedModules } = toolFiles(provider, definition);
  const copy = await WorkingCopy.open(project);
  for (const { path } of ownModules) copy.remove(path);
  for (const { path, specifier } of partRegistrations(model, module))
    copy.edit(path, (text) => removeImport(text, specifier));
  copy.edit(testPath(provider), (text) =>
    removeTestCase(text, provider.name, { section: 'tools', name }),
  );
  copy.edit(listingPath(provider), (text) =>
    withDescriber(withParagraph(text, 'tool', name, undefined)),
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
  const isLast = partNames(provider, 'tool').length === 1;
  const remove = cliCommand(`remove-provider ${provider.name}`);
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
