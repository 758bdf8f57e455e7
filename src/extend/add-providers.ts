import type { CommandContext, GivenArguments, OrderedFlag } from '../model/command.js';
import { nameOrSpec } from '../model/errors/grow.js';
import type { ProviderSpec } from '../model/spec.js';
import { repositoryOf } from '../project/find.js';
import { projectCommands } from '../render/commands.js';
import { catalog } from '../sources/catalog.js';
import type { Checked } from '../spec/check.js';
import { readProvider } from '../spec/flags.js';
import { askProvider } from '../spec/questions/provider.js';
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
import { providerSteps } from './next-steps.js';
import { optionWords } from '../options/option-words.js';
import { refuseTaken } from './home.js';
import type { OpenProject } from './project.js';
import { openProject } from './project.js';
import { type Asking, carryOutProposal, type Proposal } from './proposal.js';
import { portOf, providersAddition } from './providers.js';

/** Adds providers to the project around the working directory. */
export async function addProviders(context: CommandContext, given: GivenArguments) {
  const inputs = await inputsOf(context.host, given);
  const described = given.arguments[0] ?? given.ordered[0]?.[0];
  if (inputs.specs.length > 0 && described !== undefined) throw nameOrSpec(described);
  const project = await openProject(context);
  const topic = { title: 'A new provider', command: 'add-provider', given };
  return carryOutProposal(context, project, topic, (asking, told) =>
    proposed(told, project, { given, inputs, asking }),
  );
}

/** The providers of specs, documents, a database, options or questions, as an addition to the project. */
export async function proposed(
  context: CommandContext,
  project: OpenProject,
  { given, inputs, asking }: { given: GivenArguments; inputs: Inputs; asking: Asking },
): Promise<Proposal> {
  const { specs: files, documents } = inputs;
  const stated = { ...given, ordered: flagsOf(given) };
  const imported = await importedProviders(context, documents, stated, () => asking.begin());
  const { host } = context;
  const repository = await repositoryOf(host.files, project.root);
  const place = { root: project.root, repository, cwd: host.cwd };
  const isDescribed = files.length + imported.length > 0;
  const read = isDescribed
    ? [...(await readProviders(host, files)), ...imported]
    : [await fromFlags(flagsOf(given), project, asking, context.flags)];
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
          ? optionWords({
              ...stated,
              values: { ...given.values, ...imported[0]?.answers?.values },
              switches: { ...given.switches, ...imported[0]?.answers?.switches },
            })
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
  return check(await askProvider(await asking.askFor(missing), catalog, { stated: draft, taken }));
}

const flagsOf = ({ arguments: [name], ordered }: GivenArguments): readonly OrderedFlag[] =>
  name === undefined ? ordered : [['--name', name], ...ordered];
