import type { CommandContext, CommandLine, OrderedFlag } from '../model/command.js';
import { nameOrSpec } from '../model/errors/grow.js';
import type { ProviderSpec } from '../model/spec.js';
import { repositoryOf } from '../project/find.js';
import { projectCommands } from '../render/commands.js';
import { catalog } from '../sources/catalog.js';
import type { Checked } from '../spec/check.js';
import { readProvider } from '../spec/flags.js';
import { pairs, toFlags, withoutDefaults } from '../spec/to-flags.js';
import { readProviders, requireNames } from '../sources/input.js';
import {
  areIncomplete,
  importedProviders,
  reportOf,
  specsAt,
  warningsAt,
} from '../sources/imported-providers.js';
import { inputsOf, type Inputs } from '../sources/openapi/inputs.js';
import type { InputOptions } from '../sources/options.js';
import { providerSteps } from './next-steps.js';
import { optionWords } from '../options/option-words.js';
import { refuseTaken } from './home.js';
import type { OpenProject } from './project.js';
import { openProject } from './project.js';
import { type Asking, carryOutProposal, type Proposal } from './proposal.js';
import { portOf, providersAddition } from './providers.js';

/** Providers that are to be added: those of inputs, or the one that `ordered` options describe. */
export interface ProviderRequest {
  name: string | undefined;
  options: InputOptions;
  ordered: readonly OrderedFlag[];
}

/** Adds providers to the project around the working directory. */
export async function addProviders(context: CommandContext, request: ProviderRequest) {
  const inputs = await inputsOf(context.host, lineOf(request));
  const described = request.name ?? request.ordered[0]?.[0];
  if (inputs.specs.length > 0 && described !== undefined) throw nameOrSpec(described);
  const project = await openProject(context);
  const topic = { title: 'A new provider', command: 'add-provider', given: request };
  return carryOutProposal(context, project, topic, (asking, told) =>
    proposed(told, project, { request, inputs, asking }),
  );
}

/** The providers of specs, documents, a database, options or questions, as an addition to the project. */
export async function proposed(
  context: CommandContext,
  project: OpenProject,
  { request, inputs, asking }: { request: ProviderRequest; inputs: Inputs; asking: Asking },
): Promise<Proposal> {
  const { specs: files, documents } = inputs;
  const line = lineOf(request);
  const imported = await importedProviders(context, documents, line, () => asking.begin());
  const { host } = context;
  const repository = await repositoryOf(host.files, project.root);
  const place = { root: project.root, repository, cwd: host.cwd };
  const isDescribed = files.length + imported.length > 0;
  const read = isDescribed
    ? [...(await readProviders(host, files)), ...imported]
    : [await fromFlags(line.ordered, project, asking, context.flags)];
  requireNames(read);
  for (const line of imported.flatMap(({ lines }) => lines)) context.ui.note(line);
  for (const warning of warningsAt(read, place)) context.ui.warn(warning);
  const specs = specsAt(read, place);
  const addition = await providersAddition(project, specs);
  addition.files.push(...imported.flatMap((each) => each.files(place)));
  const names = specs.map(({ name }) => name).join(', ');
  return {
    addition,
    words: {
      title: `Add ${names}`,
      done: `Added ${names}`,
      next: [
        projectCommands(project.packageManager).test,
        ...specs.flatMap((spec, index) =>
          providerSteps(spec, {
            packageManager: project.packageManager,
            port: portOf(project.model, spec.name, index),
          }),
        ),
      ],
      imported: reportOf(imported),
      isIncomplete: areIncomplete(imported),
      repeat: [
        'add-provider',
        ...(isDescribed
          ? optionWords({ ...line.options, ...imported[0]?.answers }, line.ordered)
          : specs.flatMap((spec) =>
              withoutDefaults(pairs(toFlags(spec, catalog) ?? []), spec, catalog).flat(),
            )),
      ],
    },
  };
}

async function fromFlags(
  flags: readonly OrderedFlag[],
  { model }: OpenProject,
  asking: Asking,
  { yes }: Pick<CommandContext['flags'], 'yes'>,
): Promise<Checked<ProviderSpec>> {
  const { draft, missing, check } = readProvider(flags, catalog, yes);
  if (missing.length === 0) return check(draft);
  const taken = model.providers.map(({ name }) => name);
  if (draft.name !== undefined) refuseTaken('provider', draft.name, taken);
  const questions = await asking.askFor(missing);
  const { askProvider } = await import('../spec/questions/provider.js');
  return check(await askProvider(questions, catalog, { stated: draft, taken }));
}

const lineOf = ({ name, options, ordered }: ProviderRequest): CommandLine<InputOptions> => ({
  arguments: [],
  options,
  ordered: name === undefined ? ordered : [['--name', name], ...ordered],
});
