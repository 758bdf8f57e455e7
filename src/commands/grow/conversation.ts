import type { CommandContext } from '../../model/command.js';
import type { Questions } from '../../model/questions.js';

/** A conversation that begins with the first question there is. */
export interface Conversation {
  /** Undefined where nobody can answer, or defaults are to be taken. */
  begin(): Promise<Questions | undefined>;
  /** What has begun. */
  readonly begun: Questions | undefined;
}

export function conversation({ ui, flags, signal }: CommandContext, title: string): Conversation {
  let begun: Questions | undefined;
  return {
    get begun() {
      return begun;
    },
    async begin() {
      if (begun || !ui.interactive || flags.yes) return begun;
      begun = await ui.ask(signal);
      begun.intro(title);
      return begun;
    },
  };
}
