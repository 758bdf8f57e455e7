import { withoutInstalling } from '../../extend/project-steps.js';
import { signInPlace } from '../../extend/provider-steps.js';
import { pathWord, shownPath } from '../../machine/path-word.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import type { ExitCode } from '../../model/errors/cli-error.js';
import { shellWords } from '../../model/text/shell-words.js';
import { carryOut, type Presentation } from '../../plan/carry-out.js';
import { statesUsers } from '../../sources/database/options.js';
import { importReports } from '../../sources/imported-providers.js';
import type { CreateOptions } from './details.js';
import { tryOut } from './first-use.js';
import { commandPurposes, type CompletedSteps, nextSteps } from './next-steps.js';
import { prepareProject } from './prepare.js';
import { repeatCommand, replaceCommand } from './repeat.js';

export async function run(
  context: CommandContext,
  commandLine: CommandLine<CreateOptions>,
): Promise<0 | ExitCode> {
  const { host, ui, flags } = context;
  const asksQuestions = ui.interactive && !flags.yes && !isComplete(commandLine);
  const reviewedProject = asksQuestions
    ? await (await import('./review.js')).reviewProject(context, commandLine)
    : undefined;
  const preparedProject = reviewedProject ?? (await prepareProject(context, commandLine));
  const { place, project, plan, repositoryPlan, imported } = preparedProject;
  const { root } = place;
  const installs = flags.install && reviewedProject?.afterwards !== 'nothing';
  const directory = shownPath(host.cwd, root);
  const createdText = `Created ${project.name}`;
  const { secrets = [], replaces = [] } = preparedProject;
  const storedProviders = new Set(secrets.map(({ provider }) => provider));
  const replacement = replaceCommand(host, root, replaces, project);
  const canAsk = signInPlace(context) === 'terminal';
  const nextStepsFor = (done: Omit<CompletedSteps, 'asks'>) =>
    nextSteps(directory, project, { ...done, asks: canAsk, stored: storedProviders, replacement });
  const repeat = repeatCommand(host, commandLine, preparedProject, flags.install);
  const presentation: Presentation = {
    questions: undefined,
    title: `Create ${project.name}`,
    done:
      directory === project.name || directory === '.'
        ? createdText
        : `${createdText} in ${directory}`,
    next: nextStepsFor({ installed: installs }),
    purposes: commandPurposes(project, canAsk),
    async afterSteps(isInstalled) {
      const entries = secrets.length > 0 && (await import('../../extend/entry-secrets.js'));
      if (entries) await entries.storeEntrySecrets(context, root, secrets);
      const clientOffers =
        reviewedProject && installs ? await import('./offer-client.js') : undefined;
      const isReplaced =
        clientOffers && reviewedProject && replaces.length > 0
          ? await clientOffers.offerReplacement(context, reviewedProject.questions, root, replaces)
          : false;
      if (entries) entries.warnOfPlainText(context, secrets, isReplaced);
      if (!installs) return undefined;
      if (!isInstalled) return { next: nextStepsFor({ installed: false }), repeat };
      const firstUse = await tryOut(context, preparedProject, reviewedProject?.questions);
      const client = isReplaced
        ? replacement
        : reviewedProject &&
          (await clientOffers?.offerClient(context, reviewedProject.questions, root));
      const changeDirectory =
        directory === '.' ? '' : `${shellWords(['cd', pathWord(directory)])} && `;
      const repeatCommands = client && repeat ? `${repeat}\n${changeDirectory}${client}` : repeat;
      return {
        next: nextStepsFor({ installed: true, ...firstUse, client }),
        // The replaced entries cannot be read again, so no command repeats this run.
        repeat: isReplaced ? undefined : repeatCommands,
      };
    },
    repeat,
    repositoryPlan,
    imported: importReports(imported),
  };
  const work = () => carryOut(context, installs ? plan : withoutInstalling(plan), presentation);
  // Nothing is echoed between the following questions, because a secret may be pasted too early.
  return reviewedProject ? reviewedProject.questions.withoutEcho(work) : work();
}

const isComplete = ({ arguments: [directory], options }: CommandLine<CreateOptions>) =>
  directory !== undefined &&
  (options.spec !== undefined ||
    options.fromOpenapi !== undefined ||
    (options.fromDatabase !== undefined && options.tables !== undefined && statesUsers(options)) ||
    options.demo === true);
