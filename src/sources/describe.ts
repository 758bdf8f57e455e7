import type { CommandContext, CommandLine } from '../model/command.js';
import type { Questions } from '../model/questions.js';
import type { Description } from './description.js';
import { type ExistingProviders, ofOptions } from './of-options.js';
import type { SourceOptions } from './options.js';

/**
 * The providers that options and answers describe.
 * @throws CliError if options contradict each other, or if they are incomplete and no questions are
 * possible
 */
export async function describe(
  context: CommandContext,
  commandLine: CommandLine<SourceOptions>,
  questions: Questions | undefined,
  existing?: ExistingProviders,
): Promise<Description> {
  const { host } = context;
  const { from, ...options } = commandLine.options;
  if (from !== undefined) {
    const { targetNamed } = await import('./connect.js');
    const { ofTarget } = await import('./of-target.js');
    const withoutFrom = { ...commandLine, options };
    return ofTarget(
      { context, given: withoutFrom, questions, existing },
      await targetNamed(host, from),
    );
  }
  if (!questions || isStated(commandLine))
    return ofOptions({ context, given: commandLine, questions, existing });
  const { askTarget } = await import('./connect.js');
  const { ofTarget } = await import('./of-target.js');
  const { target, questions: targetQuestions } = await askTarget(
    host,
    questions,
    existing !== undefined,
  );
  return ofTarget({ context, given: commandLine, questions: targetQuestions, existing }, target);
}

/** Options that are valid for any provider. */
const ABOUT = ['--name', '--display-name', '--description'];

/** Whether options state what to connect, or describe a provider. */
export const isStated = ({ options, ordered }: CommandLine<SourceOptions>) =>
  options.fromDatabase !== undefined ||
  options.fromOpenapi !== undefined ||
  options.spec !== undefined ||
  options.demo === true ||
  ordered.some(([flag]) => !ABOUT.includes(flag));
