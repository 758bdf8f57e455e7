import type { CommandContext, GivenArguments } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { answersKept } from '../../model/errors/create.js';
import type { Questions } from '../../model/questions.js';
import type { Ui } from '../../model/ui.js';
import { Interview, type Given } from './interview.js';
import { answersText } from './labels.js';
import { forgetAnswers, type Run, saveAnswers, savedAnswers } from './saved-answers.js';

const KEYS = 'Enter confirms, Esc goes back, Ctrl-C cancels and keeps your answers.';

export interface Talk {
  questions: Questions;
  interview: Interview;
  /** Of the terminal. */
  columns: number;
}

export interface Topic<Prepared, Outcome> {
  title: string;
  /** Name of the command, and what its command line contains. */
  command: string;
  given: GivenArguments;
  /** Asks and reads, and changes nothing. */
  prepare(context: CommandContext, questions: Questions): Promise<Prepared>;
  /** Shows the answers. Undefined: one of them is to be asked again. */
  review(talk: Talk, prepared: Prepared): Promise<Outcome | undefined>;
}

/** Asks until the user accepts the review. After Ctrl-C or a closed window, the next run of the same command line continues. */
export async function converse<Prepared, Outcome>(
  context: CommandContext,
  { title, command, given, prepare, review }: Topic<Prepared, Outcome>,
): Promise<{ prepared: Prepared; outcome: Outcome; questions: Questions }> {
  const { host, ui, signal } = context;
  const run: Run = { host, command, given };
  const questions = await ui.ask(signal);
  questions.intro(title);
  const saved = await resumed(run, questions, ui.stderr.columns);
  let isSaved = saved.size > 0;
  const interview: Interview = new Interview(questions, saved, async () => {
    isSaved = await saveAnswers(run, interview.given);
  });
  const told = { ...context, ui: tellingOnce(ui, questions) };
  try {
    for (;;) {
      const prepared = await interview.run((asked) => prepare(told, asked));
      const outcome = await review({ questions, interview, columns: ui.stderr.columns }, prepared);
      if (outcome === undefined) continue;
      await forgetAnswers(run);
      return { prepared, outcome, questions };
    }
  } catch (error) {
    const isCancelled = error instanceof CliError && error.exit === 130;
    throw isCancelled && isSaved ? answersKept() : error;
  }
}

/** Questions run again, and what is told between them would be told again. Notes have the frame of the questions. */
function tellingOnce(ui: Ui, questions: Questions): Ui {
  const told = new Set<string>();
  const once = (tell: (text: string) => void) => (text: string) => {
    if (!told.has(text)) tell(text);
    told.add(text);
  };
  const note = once((text) => questions.note(text));
  return Object.assign(Object.create(ui) as Ui, { note, warn: once(ui.warn) });
}

async function resumed(
  run: Run,
  questions: Questions,
  columns: number,
): Promise<Map<string, Given>> {
  const saved = await savedAnswers(run);
  questions.note(KEYS);
  if (saved.size === 0) return saved;
  const items = [...saved].map(([message, { shown }]) => ({ message, shown }));
  questions.note(answersText(items, columns), 'Your last answers here');
  if (await questions.confirm('Continue with these answers?', true)) return saved;
  await forgetAnswers(run);
  return new Map();
}
