import type { CommandContext, GivenArguments } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { answersKept } from '../../model/errors/create.js';
import type { Ui } from '../../model/ui.js';
import type { Questions } from '../../model/questions.js';
import { Interview } from '../interview/interview.js';
import { answersText } from '../interview/labels.js';
import { forgetAnswers, saveAnswers, savedAnswers } from '../interview/saved-answers.js';
import type { Afterwards } from './review.js';
import { review } from './review.js';
import type { Prepared } from './prepare.js';
import { prepare } from './prepare.js';

const KEYS = 'Enter confirms, Esc goes back, Ctrl-C cancels and keeps your answers.';

/** The project that a person describes, and what to do once it is written. */
export async function talk(
  context: CommandContext,
  given: GivenArguments,
): Promise<Prepared & { questions: Questions; afterwards: Afterwards }> {
  const { host, ui, flags, signal } = context;
  const questions = await ui.ask(signal);
  questions.intro('New MCP provider project');
  const interview = new Interview(questions, await resumed(context, given, questions));
  const told = { ...context, ui: tellingOnce(ui) };
  try {
    for (;;) {
      const prepared = await interview.run((asked) => prepare(told, given, asked));
      const afterwards = flags.dryRun
        ? 'nothing'
        : await review(questions, interview, prepared.plan, flags.install);
      if (afterwards === undefined) continue;
      await forgetAnswers(host);
      return { ...prepared, questions, afterwards };
    }
  } catch (error) {
    const isCancelled = error instanceof CliError && error.exit === 130;
    if (!isCancelled || interview.answers.size === 0 || !isPlain(given)) throw error;
    throw (await saveAnswers(host, interview.answers)) ? answersKept() : error;
  }
}

/** Questions run again, and what is told between them would be told again. */
function tellingOnce(ui: Ui): Ui {
  const told = new Set<string>();
  const once = (tell: (text: string) => void) => (text: string) => {
    if (!told.has(text)) tell(text);
    told.add(text);
  };
  return Object.assign(Object.create(ui) as Ui, { note: once(ui.note), warn: once(ui.warn) });
}

/** Answers are kept for a run without options: other options lead to other questions. */
const isPlain = ({ arguments: words, values, lists, ordered }: GivenArguments) =>
  [words, Object.keys(values), Object.keys(lists), ordered].every(({ length }) => length === 0);

async function resumed({ host }: CommandContext, given: GivenArguments, questions: Questions) {
  const saved = isPlain(given) ? await savedAnswers(host) : new Map<string, never>();
  if (saved.size === 0) {
    questions.note(KEYS, 'Keys');
    return saved;
  }
  const items = [...saved].map(([message, answer]) => ({
    message,
    shown: typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : [answer].flat().join(', '),
  }));
  questions.note(answersText(items), 'Your last answers here');
  if (await questions.confirm('Continue with these answers?', true)) return saved;
  await forgetAnswers(host);
  return new Map<string, never>();
}
