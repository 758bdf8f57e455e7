import {
  featureChoices,
  featureSettings,
  featureWarnings,
  isPublished,
} from '../../extend/choose-features.js';
import { entrySpec } from '../../extend/entry-spec.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import { carryOutProposal, type LazyQuestions, type Proposal } from '../../extend/proposal.js';
import { repositoryAround } from '../../extend/repository.js';
import { featureIds } from '../../features/ids.gen.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { unknownFeature } from '../../model/errors/extend.js';
import type { Provider } from '../../model/project.js';
import { optionWords } from '../../options/option-words.js';
import { workspaceAbove } from '../../project/workspace.js';
import { projectCommands } from '../../render/commands.js';
import { featuresAddition, isVendored } from './addition.js';
import type { options } from './command.js';

/** Adds features to the project around the working directory. */
export async function run(context: CommandContext, commandLine: CommandLineOf<typeof options>) {
  const project = await openProject(context);
  const topic = { title: 'Features', command: 'add-feature', commandLine };
  return carryOutProposal(context, project, topic, (lazyQuestions, interviewContext) =>
    featureProposal(interviewContext, project, commandLine, lazyQuestions),
  );
}

async function featureProposal(
  context: CommandContext,
  project: OpenProject,
  commandLine: CommandLineOf<typeof options>,
  lazyQuestions: LazyQuestions,
): Promise<Proposal> {
  const { host, flags } = context;
  const featureNames = await askFeatures(commandLine, lazyQuestions);
  const repository = await repositoryAround(host.files, project.root);
  const isKnown = commandLine.options.repository !== undefined || repository?.github !== undefined;
  const questions = isKnown || !isPublished(featureNames) ? undefined : await lazyQuestions.begin();
  const conversation = { questions, yes: flags.yes };
  const providers = providersInOrder(project).map(entrySpec);
  const settings = await featureSettings(
    featureNames,
    commandLine.options,
    { repository, providers },
    conversation,
  );
  const { addition, repositoryPlan } = await featuresAddition(context, project, {
    providers,
    ...settings,
    ...(repository && { repository }),
  });
  const outerContext = {
    root: project.root,
    isVendored: isVendored(project),
    workspace: await workspaceAbove(host.files, project.root, project.packageManager),
  };
  for (const warning of featureWarnings(featureNames, outerContext)) context.ui.warn(warning);
  const { github, publicUrl } = settings;
  return {
    addition,
    presentation: {
      title: `Add ${featureNames.join(', ')}`,
      done: `Added ${featureNames.join(', ')}`,
      next: [projectCommands(project.packageManager).check],
      repeat: ['add-feature', ...featureNames, ...optionWords({ repository: github, publicUrl })],
      repositoryPlan,
    },
  };
}

/** Returns the features that arguments or answers name. @throws CliError `extend/feature` */
async function askFeatures(
  { arguments: namedFeatures }: CommandLineOf<typeof options>,
  lazyQuestions: LazyQuestions,
): Promise<string[]> {
  const ids: readonly string[] = featureIds;
  const unknownFeatureName = namedFeatures.find((name) => !ids.includes(name));
  if (unknownFeatureName !== undefined) throw unknownFeature(unknownFeatureName, ids);
  if (namedFeatures.length > 0) return [...new Set(namedFeatures)].toSorted();
  const questions = await lazyQuestions.askFor(['<feature>']);
  const answers = await questions.chooseSeveral({
    key: 'features',
    message: 'Features',
    choices: featureChoices,
    initial: [],
    check: ({ length }) => (length === 0 ? 'Select at least one.' : undefined),
  });
  return answers.toSorted();
}

/** Returns providers in the order of `provider-config.yaml`, because clients show the first one as the default. */
function providersInOrder({ model: { providers, config } }: OpenProject): Provider[] {
  const names = [...(config?.get('providers')?.members.keys() ?? [])];
  return providers.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}
