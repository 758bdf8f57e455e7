import { removeToolRow } from '../../edit/readme.js';
import { removeImport } from '../../edit/imports.js';
import { removeTestCase } from '../../edit/test-case.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import { notAlone } from '../../model/errors/refactor.js';
import { inProject } from '../../model/npx.js';
import { position } from '../../model/place.js';
import { namesOf } from '../grow/definitions.js';
import { openProject } from '../grow/project.js';
import { README, readmeSubject } from '../grow/readme-rows.js';
import { testPath } from '../grow/test-cases.js';
import { carryOutRefactoring } from '../refactor/carry-out.js';
import { removeListed } from '../refactor/entry-lists.js';
import { decide } from '../refactor/import-decision.js';
import { registrationsOf } from '../refactor/registration.js';
import { asker, chosenTool } from '../refactor/subject.js';
import { toolFiles } from '../refactor/tool-files.js';
import { WorkingCopy } from '../refactor/working-copy.js';

/** Removes a tool of the project around the working directory. @throws CliError `refactor/…` */
export async function run(context: CommandContext, given: GivenArguments): Promise<0 | 1 | 2> {
  const project = await openProject(context);
  const { model } = project;
  const ask = asker(context);
  const { name, provider, definition } = await chosenTool(project, given, 'remove-tool', ask);
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
  copy.edit(README, (text) => removeToolRow(text, name, readmeSubject(provider)));
  removeListed(
    copy,
    provider,
    own.map(({ text }) => text),
  );
  decide(copy, provider.name, name, undefined);
  const kept = shared.map(({ path }) => path);
  const isLast = namesOf(provider, 'tool').length === 1;
  const remove = inProject(`remove-provider ${provider.name}`);
  return carryOutRefactoring(context, project, ask, {
    copy,
    question: `Remove ${name}?`,
    done: `Removed ${name} from ${provider.name}`,
    name,
    deletes: true,
    notes: [
      ...kept.map((path) => `Kept: ${path} (other files import it).`),
      `Clients that still call "${name}" get an error.`,
      ...(isLast ? [`${provider.name} has no tools left.`] : []),
    ],
    next: isLast ? [`# Remove the provider, too: ${remove}`] : [],
    repeat: ['remove-tool', name, '--provider', provider.name],
    report: { kept },
  });
}
