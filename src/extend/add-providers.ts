import type { CommandContext, CommandLine, OrderedFlag } from '../model/command.js';
import { nameOrSpec } from '../model/errors/grow.js';
import { repositoryOf } from '../project/repository.js';
import { projectCommands } from '../render/commands.js';
import { describe, isStated } from '../sources/describe.js';
import type { Description } from '../sources/description.js';
import { reportOf, specsAt, warningsAt } from '../sources/imported-providers.js';
import { filesOf, requireNames } from '../sources/of-options.js';
import type { SourceOptions } from '../sources/options.js';
import { repeatedOptions, repeatedWords } from '../sources/repeat.js';
import { providerSteps, signInPlace } from './next-steps.js';
import { type OpenProject, openProject } from './open-project.js';
import { carryOutProposal, type LazyQuestions, type Proposal } from './proposal.js';
import { refuseTaken } from './provider-context.js';
import { portOf, providersAddition } from './providers.js';

/** Providers that are to be added, as `create` describes them. */
export interface ProviderRequest {
  name: string | undefined;
  options: SourceOptions;
  ordered: readonly OrderedFlag[];
}

/** Adds providers to the project around the working directory. */
export async function addProviders(context: CommandContext, request: ProviderRequest) {
  const line = lineOf(request);
  const { specs } = await filesOf(context.host, line);
  const described = request.name ?? request.ordered[0]?.[0];
  if (specs.length > 0 && described !== undefined) throw nameOrSpec(described);
  const project = await openProject(context);
  const topic = { title: 'A new provider', command: 'add-provider', given: request };
  return carryOutProposal(context, project, topic, (asking, told) =>
    proposeProviders(told, project, request, asking),
  );
}

/** The providers of a source, options or questions, as an addition to the project. */
export async function proposeProviders(
  context: CommandContext,
  project: OpenProject,
  request: ProviderRequest,
  asking: LazyQuestions,
): Promise<Proposal> {
  const { host, ui } = context;
  const line = lineOf(request);
  const description = await described(context, project, line, asking);
  const { providers: read, imported = [], secrets = [] } = description;
  requireNames(read);
  const repository = await repositoryOf(host.files, project.root);
  const place = { root: project.root, repository, cwd: host.cwd };
  for (const each of imported.flatMap(({ lines }) => lines)) ui.note(each);
  for (const warning of warningsAt(read, place)) ui.warn(warning);
  const specs = specsAt(read, place);
  const addition = await providersAddition(project, specs);
  addition.files.push(...imported.flatMap((each) => each.files(place)));
  const names = specs.map(({ name }) => name).join(', ');
  const repeated = repeatedOptions(line.options, description, specs);
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
            signIn: signInPlace(context),
          }),
        ),
      ],
      imported: reportOf(imported),
      ...(repeated && { repeat: ['add-provider', ...repeatedWords(repeated)] }),
      async afterSteps() {
        if (secrets.length === 0) return undefined;
        const { storeEntrySecrets, warnOfPlainText } = await import('./entry-secrets.js');
        await storeEntrySecrets(context, project.root, secrets);
        warnOfPlainText(context, secrets, false);
        return undefined;
      },
    },
  };
}

/** The first question is that of `create`, unless options say what is added. */
async function described(
  context: CommandContext,
  { model }: OpenProject,
  line: CommandLine<SourceOptions>,
  asking: LazyQuestions,
): Promise<Description> {
  const names = model.providers.map(({ name }) => name);
  const [, stated] = line.ordered.find(([flag]) => flag === '--name') ?? [];
  const begin = () => {
    if (stated !== undefined) refuseTaken('provider', stated, names);
    return asking.begin();
  };
  const { from } = line.options;
  const questions = from !== undefined || !isStated(line) ? await begin() : undefined;
  return describe(context, line, questions, { names, begin });
}

const lineOf = ({ name, options, ordered }: ProviderRequest): CommandLine<SourceOptions> => ({
  arguments: [],
  options,
  ordered: name === undefined ? ordered : [['--name', name], ...ordered],
});
