import type { CommandContext } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { Questions } from '../../model/questions.js';

/** Questions to the user; the introduction is shown with the first of them. */
export interface Conversation {
  /** Undefined without a terminal, and with `--yes`. */
  begin(): Promise<Questions | undefined>;
  /** The same for values that are required. @throws CliError `spec/answer-missing` where no questions can be asked */
  askFor(missing: readonly string[]): Promise<Questions>;
  /** The questions, once they have begun. */
  readonly begun: Questions | undefined;
}

export function conversation({ ui, flags, signal }: CommandContext, title: string): Conversation {
  let begun: Questions | undefined;
  async function begin() {
    if (begun || !ui.interactive || flags.yes) return begun;
    begun = await ui.ask(signal);
    begun.intro(title);
    return begun;
  }
  return {
    get begun() {
      return begun;
    },
    begin,
    async askFor(missing) {
      const questions = await begin();
      if (!questions) throw answersMissing(missing, flags.yes);
      return questions;
    },
  };
}
