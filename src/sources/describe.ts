import type { CommandContext, CommandLine } from '../model/command.js';
import type { Questions } from '../model/questions.js';
import { describeByOptions, type ExistingProviders } from './describe-by-options.js';
import type { Description } from './description.js';
import type { SourceOptions } from './options.js';

/**
 * Returns the providers that options and answers describe.
 * @throws CliError if options contradict each other, or if they are incomplete and no questions are
 * possible
 */
export async function describeSources(
  context: CommandContext,
  commandLine: CommandLine<SourceOptions>,
  questions: Questions | undefined,
  existing?: ExistingProviders,
): Promise<Description> {
  const { host } = context;
  const { from, ...options } = commandLine.options;
  if (from !== undefined) {
    const { targetNamed } = await import('./ask-target.js');
    const { describeTarget } = await import('./describe-target.js');
    const withoutFrom = { ...commandLine, options };
    return describeTarget(
      { context, commandLine: withoutFrom, questions, existing },
      await targetNamed(host, from),
    );
  }
  if (!questions || statesProvider(commandLine))
    return describeByOptions({ context, commandLine, questions, existing });
  const { askTarget } = await import('./ask-target.js');
  const { describeTarget } = await import('./describe-target.js');
  const { target, questions: targetQuestions } = await askTarget(
    host,
    questions,
    existing !== undefined,
  );
  return describeTarget({ context, commandLine, questions: targetQuestions, existing }, target);
}

/** Options that are valid for any provider. */
const TEXT_FLAGS = ['--name', '--display-name', '--description'];

/** Returns whether options state what to connect, or describe a provider. */
export const statesProvider = ({ options, ordered }: CommandLine<SourceOptions>) =>
  options.fromDatabase !== undefined ||
  options.fromOpenapi !== undefined ||
  options.spec !== undefined ||
  options.demo === true ||
  ordered.some(([flag]) => !TEXT_FLAGS.includes(flag));
