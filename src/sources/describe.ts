import type { CommandContext, CommandLine } from '../model/command.js';
import type { Questions } from '../model/questions.js';
import type { Description } from './description.js';
import { type ExistingProviders, ofOptions } from './of-options.js';
import type { SourceOptions } from './options.js';

/** @throws CliError where options contradict each other, or are missing and there are no questions */
export async function describe(
  context: CommandContext,
  given: CommandLine<SourceOptions>,
  questions: Questions | undefined,
  existing?: ExistingProviders,
): Promise<Description> {
  const { host } = context;
  const { from, ...options } = given.options;
  if (from !== undefined) {
    const { targetNamed } = await import('./connect.js');
    const { ofTarget } = await import('./of-target.js');
    const withoutFrom = { ...given, options };
    return ofTarget(
      { context, given: withoutFrom, questions, existing },
      await targetNamed(host, from),
    );
  }
  if (!questions || isStated(given)) return ofOptions({ context, given, questions, existing });
  const { askTarget } = await import('./connect.js');
  const { ofTarget } = await import('./of-target.js');
  const { target, questions: about } = await askTarget(host, questions, existing !== undefined);
  return ofTarget({ context, given, questions: about, existing }, target);
}

/** Any provider has them. */
const ABOUT = ['--name', '--display-name', '--description'];

/** Options say what is connected, or describe it. */
export const isStated = ({ options, ordered }: CommandLine<SourceOptions>) =>
  options.fromDatabase !== undefined ||
  options.fromOpenapi !== undefined ||
  options.spec !== undefined ||
  options.demo === true ||
  ordered.some(([flag]) => !ABOUT.includes(flag));
