import { carryOutAddition, planAddition } from '../extend/addition.js';
import type { OpenProject } from '../extend/open-project.js';
import type { StartQuestions } from '../interview/shared-questions.js';
import type { CommandContext } from '../model/command.js';
import { notCommitted, notResolved } from '../model/errors/refactor.js';
import type { Project } from '../model/project.js';
import { lineAndColumn } from '../model/source-range.js';
import { pluralize } from '../model/text/pluralize.js';
import { projectCommands } from '../render/commands.js';
import { RECORD_FILE, withoutFiles } from '../render/record.js';
import { approvalSteps } from './approvals.js';
import { uncommittedWork } from './uncommitted.js';
import type { WorkingCopy } from './working-copy.js';

interface RefactoringPlan {
  copy: WorkingCopy;
  /** A question such as "Remove get_room?" */
  question: string;
  done: string;
  /** The name that is removed or replaced. */
  name: string;
  /** Returns whether a line that contains the name is about what is renamed; all are if absent. */
  isPlace?: (path: string, line: string) => boolean;
  /** Whether files are deleted irrecoverably. */
  deletes: boolean;
  notes: readonly string[];
  next?: readonly string[];
  /** Words of the command that does the same without questions. */
  repeat: readonly string[];
  report: object;
}

/** Maximum number of listed places. */
const MAX_SHOWN_PLACES = 8;

/**
 * Requires that all imports can be resolved, because an unresolved one may refer to what changes.
 * @throws CliError `refactor/unresolved`
 */
function requireResolved(model: Project): void {
  const places = [...model.modulesIn('src'), ...model.modulesIn('tests')]
    .flatMap((module) => model.unresolvedImports(module))
    .map(({ range: { file, start } }) => `${file.path}:${lineAndColumn(file, start).line}`);
  if (places.length > 0) throw notResolved(places);
}

/**
 * Shows what changes and what does not, asks, and writes.
 * @throws CliError `refactor/uncommitted`, and those of `carryOut`
 */
export async function carryOutRefactoring(
  context: CommandContext,
  project: OpenProject,
  ask: StartQuestions,
  refactoringPlan: RefactoringPlan,
): Promise<0 | 2> {
  const { host, flags } = context;
  const {
    copy,
    question,
    done,
    name,
    isPlace,
    deletes,
    notes,
    next: nextCommands = [],
    repeat,
    report,
  } = refactoringPlan;
  requireResolved(project.model);
  if (deletes) copy.edit(RECORD_FILE, (text) => withoutFiles(text, copy.addition.removed));
  requireResolved(project.model.withTexts(copy.result));
  const { addition } = copy;
  const lostWork = deletes
    ? await uncommittedWork(
        host,
        await planAddition(context, project, { ...addition, notes: [] }),
        context.signal,
      )
    : [];
  if (lostWork.length > 0 && !ask && !flags.yes && !flags.dryRun) throw notCommitted(lostWork);
  const places = copy.places(name, isPlace);
  const moreText = places.length - MAX_SHOWN_PLACES;
  const placeList = [
    ...places.slice(0, MAX_SHOWN_PLACES),
    ...(moreText > 0 ? [`${moreText} more`] : []),
  ].join(', ');
  return carryOutAddition(
    context,
    project,
    {
      ...addition,
      notes: [
        ...notes,
        ...(places.length > 0
          ? [`Not changed: "${name}" in ${pluralize(places.length, 'other place')} (${placeList}).`]
          : []),
        ...(lostWork.length > 0 ? [`Not committed: ${lostWork.join(', ')}.`] : []),
      ],
    },
    {
      title: question.replace(/\?$/, ''),
      done,
      next: [
        projectCommands(project.packageManager).test,
        ...nextCommands,
        ...approvalSteps(name, places),
      ],
      questions: flags.dryRun ? undefined : await ask?.(),
      confirm: { message: question, initial: !deletes },
      repeat,
      report: { ...report, places },
    },
  );
}
