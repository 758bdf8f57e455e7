import type { CommandContext } from '../../model/command.js';
import { answersMissing } from '../../model/errors/spec.js';
import type { Questions } from '../../model/questions.js';

/** A conversation that begins with the first question there is. */
export interface Conversation {
  /** Undefined where nobody can answer, or defaults are to be taken. */
  begin(): Promise<Questions | undefined>;
  /** Somebody who knows what is missing. @throws CliError `spec/answer-missing` where nobody can answer */
  askFor(missing: readonly string[]): Promise<Questions>;
  /** What has begun. */
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
