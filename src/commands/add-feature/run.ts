import { entrySpec } from '../../extend/entry-spec.js';
import {
  featureChoices,
  featureSettings,
  featureWarnings,
  isPublished,
} from '../../extend/features.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import { carryOutProposal, type LazyQuestions, type Proposal } from '../../extend/proposal.js';
import { repositoryAround } from '../../extend/repository.js';
import { featureIds } from '../../features/ids.gen.js';
import type { CommandContext, Given } from '../../model/command.js';
import { unknownFeature } from '../../model/errors/grow.js';
import type { Provider } from '../../model/project.js';
import { optionWords } from '../../options/option-words.js';
import { workspaceAbove } from '../../project/package-manager.js';
import { projectCommands } from '../../render/commands.js';
import { featuresAddition, isVendored } from './addition.js';
import type { options } from './command.js';

/** Adds features to the project around the working directory. */
export async function run(context: CommandContext, given: Given<typeof options>) {
  const project = await openProject(context);
  const topic = { title: 'Features', command: 'add-feature', given };
  return carryOutProposal(context, project, topic, (asking, told) =>
    proposed(told, project, given, asking),
  );
}

async function proposed(
  context: CommandContext,
  project: OpenProject,
  given: Given<typeof options>,
  asking: LazyQuestions,
): Promise<Proposal> {
  const { host, flags } = context;
  const chosen = await chosenIn(given, asking);
  const repository = await repositoryAround(host.files, project.root);
  const isKnown = given.options.repository !== undefined || repository?.github !== undefined;
  const questions = isKnown || !isPublished(chosen) ? undefined : await asking.begin();
  const talk = { questions, yes: flags.yes };
  const providers = inOrder(project).map(entrySpec);
  const settings = await featureSettings(chosen, given.options, { repository, providers }, talk);
  const { addition, beside } = await featuresAddition(context, project, {
    providers,
    ...settings,
    ...(repository && { repository }),
  });
  const around = {
    isVendored: isVendored(project),
    workspace: await workspaceAbove(host.files, project.root),
  };
  for (const warning of featureWarnings(chosen, around)) context.ui.warn(warning);
  const { github, publicUrl } = settings;
  return {
    addition,
    words: {
      title: `Add ${chosen.join(', ')}`,
      done: `Added ${chosen.join(', ')}`,
      next: [projectCommands(project.packageManager).check],
      repeat: ['add-feature', ...chosen, ...optionWords({ repository: github, publicUrl })],
      beside,
    },
  };
}

/** @throws CliError `grow/feature` */
async function chosenIn(
  { arguments: named }: Given<typeof options>,
  asking: LazyQuestions,
): Promise<string[]> {
  const ids: readonly string[] = featureIds;
  const unknown = named.find((name) => !ids.includes(name));
  if (unknown !== undefined) throw unknownFeature(unknown, ids);
  if (named.length > 0) return [...new Set(named)].toSorted();
  const questions = await asking.askFor(['<feature>']);
  const chosen = await questions.chooseSeveral({
    key: 'features',
    message: 'Features',
    choices: featureChoices,
    initial: [],
    check: ({ length }) => (length === 0 ? 'Select at least one.' : undefined),
  });
  return chosen.toSorted();
}

/** As `provider-config.yaml` has them: clients show the first one as the default. */
function inOrder({ model: { providers, config } }: OpenProject): Provider[] {
  const names = [...(config?.get('providers')?.members.keys() ?? [])];
  return providers.toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}
