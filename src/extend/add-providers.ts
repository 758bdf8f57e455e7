import type { CommandContext, CommandLine, OrderedFlag } from '../model/command.js';
import { nameOrSpec } from '../model/errors/extend.js';
import { repositoryRoot } from '../project/repository.js';
import { projectCommands } from '../render/commands.js';
import { describeSources, statesProvider } from '../sources/describe.js';
import { inputFilesOf, requireNames } from '../sources/describe-by-options.js';
import type { Description } from '../sources/description.js';
import { importReports, specsAt, warningsAt } from '../sources/imported-providers.js';
import type { SourceOptions } from '../sources/options.js';
import { repeatedOptions, repeatedWords } from '../sources/repeated-options.js';
import { type OpenProject, openProject } from './open-project.js';
import { carryOutProposal, type LazyQuestions, type Proposal } from './proposal.js';
import { refuseTaken } from './provider-context.js';
import { providerSteps, signInPlace } from './provider-steps.js';
import { providerPort, providersAddition } from './providers-addition.js';

/** Providers to add, described as for `create`. */
interface ProviderRequest {
  name: string | undefined;
  options: SourceOptions;
  ordered: readonly OrderedFlag[];
}

/** Adds providers to the project around the working directory. */
export async function addProviders(context: CommandContext, request: ProviderRequest) {
  const line = providerCommandLine(request);
  const { specs } = await inputFilesOf(context.host, line);
  const describingOption = request.name ?? request.ordered[0]?.[0];
  if (specs.length > 0 && describingOption !== undefined) throw nameOrSpec(describingOption);
  const project = await openProject(context);
  const topic = { title: 'A new provider', command: 'add-provider', commandLine: request };
  return carryOutProposal(context, project, topic, (lazyQuestions, interviewContext) =>
    proposeProviders(interviewContext, project, request, lazyQuestions),
  );
}

/** Returns the providers of a source, of options or of answers, as an addition to the project. */
export async function proposeProviders(
  context: CommandContext,
  project: OpenProject,
  request: ProviderRequest,
  lazyQuestions: LazyQuestions,
): Promise<Proposal> {
  const { host, ui } = context;
  const line = providerCommandLine(request);
  const description = await describeProviders(context, project, line, lazyQuestions);
  const { providers: read, imported = [], secrets = [], settings } = description;
  requireNames(read);
  const stored = new Set(secrets.map(({ provider }) => provider));
  const repository = await repositoryRoot(host.files, project.root);
  const place = { root: project.root, repository, cwd: host.cwd };
  for (const importLine of imported.flatMap(({ lines }) => lines)) ui.note(importLine);
  for (const warning of warningsAt(read, place)) ui.warn(warning);
  const specs = specsAt(read, place);
  const addition = await providersAddition(project, specs);
  addition.files.push(...imported.flatMap((importedProvider) => importedProvider.files(place)));
  if (settings) await (await import('./add-settings.js')).addSettings(project, addition, settings);
  const names = specs.map(({ name }) => name).join(', ');
  const repeatOptions = repeatedOptions(line.options, description, specs);
  return {
    addition,
    presentation: {
      title: `Add ${names}`,
      done: `Added ${names}`,
      next: [
        projectCommands(project.packageManager).test,
        ...specs.flatMap((spec, index) =>
          providerSteps(spec, {
            packageManager: project.packageManager,
            port: providerPort(project.model, spec.name, index),
            signIn: stored.has(spec.name) ? undefined : signInPlace(context),
          }),
        ),
      ],
      imported: importReports(imported),
      ...(repeatOptions && {
        repeat: ['add-provider', ...repeatedWords(repeatOptions)],
        asksPassword: repeatOptions.asksPassword,
      }),
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

/** Returns the description of providers. The first question is that of `create`, unless options state what is added. */
async function describeProviders(
  context: CommandContext,
  { model }: OpenProject,
  line: CommandLine<SourceOptions>,
  lazyQuestions: LazyQuestions,
): Promise<Description> {
  const names = model.providers.map(({ name }) => name);
  const [, statedName] = line.ordered.find(([flag]) => flag === '--name') ?? [];
  const begin = () => {
    if (statedName !== undefined) refuseTaken('provider', statedName, names);
    return lazyQuestions.begin();
  };
  const { from: sourceOption } = line.options;
  const questions = sourceOption !== undefined || !statesProvider(line) ? await begin() : undefined;
  return describeSources(context, line, questions, { names, begin });
}

const providerCommandLine = ({
  name,
  options,
  ordered,
}: ProviderRequest): CommandLine<SourceOptions> => ({
  arguments: [],
  options,
  ordered: name === undefined ? ordered : [['--name', name], ...ordered],
});
