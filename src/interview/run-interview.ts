import { join } from 'node:path';
import { isObject, objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { thisMachine } from '../machine/machine.js';
import { stateFolder } from '../machine/state-folder.js';
import type { CommandContext } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import { answersSaved } from '../model/errors/create.js';
import type { Host } from '../model/host.js';
import type { Questions } from '../model/questions.js';
import type { Ui } from '../model/ui.js';
import { version } from '../model/version.gen.js';
import { replacePrivate } from '../plan/staging.js';
import { type Answer, Interview, type SavedAnswer } from './interview.js';
import { answersText } from './labels.js';

const KEYS = 'Enter confirms, Esc goes back, Ctrl-C cancels and keeps your answers.';

export interface ReviewScreen {
  questions: Questions;
  interview: Interview;
  /** Width of the terminal in columns. */
  columns: number;
}

interface InterviewTopic<Prepared, Outcome> {
  title: string;
  /** Name of the command, and the content of its command line. */
  command: string;
  commandLine: object;
  /** Asks and reads, without changing anything. */
  prepare(context: CommandContext, questions: Questions): Promise<Prepared>;
  /** Shows the answers. Undefined if one of them is to be asked again. */
  review(screen: ReviewScreen, preparedValue: Prepared): Promise<Outcome | undefined>;
}

/**
 * Asks until the user accepts the review. After Ctrl-C or a closed window, the next run of the same
 * command line continues.
 */
export async function runInterview<Prepared, Outcome>(
  context: CommandContext,
  { title, command, commandLine, prepare, review }: InterviewTopic<Prepared, Outcome>,
): Promise<{ prepared: Prepared; outcome: Outcome; questions: Questions }> {
  const { host, ui, signal } = context;
  const run: InterviewRun = { host, command, commandLine };
  const questions = await ui.ask(signal);
  questions.intro(title);
  const earlierAnswers = await resumeAnswers(run, questions, ui.stderr.columns);
  let isSaved = earlierAnswers.size > 0;
  const interview: Interview = new Interview(questions, earlierAnswers, async () => {
    isSaved = await saveAnswers(run, interview.latestAnswers);
  });
  const interviewContext = { ...context, ui: printingOnce(ui, questions) };
  const converse = async () => {
    for (;;) {
      const preparedValue = await interview.run((runQuestions) =>
        prepare(interviewContext, runQuestions),
      );
      const outcome = await review(
        { questions, interview, columns: ui.stderr.columns },
        preparedValue,
      );
      if (outcome === undefined) continue;
      await forgetAnswers(run);
      return { prepared: preparedValue, outcome, questions };
    }
  };
  try {
    return await questions.withoutEcho(converse);
  } catch (error) {
    const isCancelled = error instanceof CliError && error.exit === 130;
    throw isCancelled && isSaved ? answersSaved() : error;
  }
}

/**
 * Returns the user interface for repeated runs, which prints each text between questions only once.
 * Notes have the frame of the questions.
 */
function printingOnce(ui: Ui, questions: Questions): Ui {
  const texts = new Set<string>();
  const unlessRepeated = (print: (text: string) => void) => (text: string) => {
    if (!texts.has(text)) print(text);
    texts.add(text);
  };
  const note = unlessRepeated((text) => questions.note(text));
  return Object.assign(Object.create(ui) as Ui, { note, warn: unlessRepeated(ui.warn) });
}

async function resumeAnswers(
  run: InterviewRun,
  questions: Questions,
  columns: number,
): Promise<Map<string, SavedAnswer>> {
  const answers = await savedAnswers(run);
  questions.note(KEYS);
  if (answers.size === 0) return answers;
  questions.note(answersText([...answers.values()], columns), 'Your last answers here');
  if (await questions.confirm('Continue with these answers?', true)) return answers;
  await forgetAnswers(run);
  return new Map();
}

/** A command line in a directory. */
export interface InterviewRun {
  host: Host;
  command: string;
  commandLine: object;
}

/** Maximum number of command lines whose answers are saved. */
const MAX_RUNS = 5;

/**
 * Returns saved answers of a conversation that ended early, for the next run of the same command
 * line. They contain no secrets.
 */
export async function savedAnswers(run: InterviewRun): Promise<Map<string, SavedAnswer>> {
  const key = await commandLineDigest(run);
  const [, answers] = (await savedRuns(run.host)).find(([otherKey]) => otherKey === key) ?? [];
  return new Map(
    Object.entries(objectOrEmpty(answers)).filter((entry): entry is [string, SavedAnswer] =>
      isSavedAnswer(entry[1]),
    ),
  );
}

/** Saves answers. @returns whether they were saved, because a home directory may be read-only */
export async function saveAnswers(
  run: InterviewRun,
  answers: ReadonlyMap<string, SavedAnswer>,
): Promise<boolean> {
  try {
    const remainingRuns = await otherRuns(run);
    await writeRuns(run.host, [
      ...remainingRuns,
      [await commandLineDigest(run), Object.fromEntries(answers)],
    ]);
    return true;
  } catch {
    return false;
  }
}

/** Deletes the answers of this command line; those of others stay. */
async function forgetAnswers(run: InterviewRun): Promise<void> {
  if ((await savedAnswers(run)).size === 0) return;
  const { files } = run.host;
  const remainingRuns = await otherRuns(run);
  const done =
    remainingRuns.length > 0
      ? writeRuns(run.host, remainingRuns)
      : files.remove(answersFile(run.host));
  await done.catch(() => undefined);
}

/** Returns answers by the key of their command line, the latest one last. */
async function savedRuns(host: Host): Promise<[string, unknown][]> {
  try {
    const savedValue: unknown = JSON.parse((await host.files.read(answersFile(host))) ?? 'null');
    if (!isObject(savedValue) || savedValue.version !== version || !isObject(savedValue.runs))
      return [];
    return Object.entries(savedValue.runs);
  } catch {
    return []; // Another program wrote the file, or it cannot be read, so all questions are asked.
  }
}

async function otherRuns(run: InterviewRun): Promise<[string, unknown][]> {
  const key = await commandLineDigest(run);
  return (await savedRuns(run.host)).filter(([otherKey]) => otherKey !== key).slice(1 - MAX_RUNS);
}

async function writeRuns(host: Host, runs: readonly (readonly [string, unknown])[]): Promise<void> {
  const text = JSON.stringify({ version, runs: Object.fromEntries(runs) });
  await replacePrivate(host.files, answersFile(host), text);
}

/** Returns the key of a command line. It is a digest, because command lines can contain secrets. */
async function commandLineDigest({
  host: { cwd },
  command,
  commandLine,
}: InterviewRun): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256')
    .update(JSON.stringify([cwd, command, commandLine]))
    .digest('hex');
}

const isSavedAnswer = (value: unknown): value is SavedAnswer =>
  isObject(value) &&
  isAnswer(value.answer) &&
  [value.shown, value.message].every((text) => typeof text === 'string');

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((item) => typeof item === 'string'));

const answersFile = (host: Host): string =>
  join(stateFolder(thisMachine(host)), 'create-mcp-provider', 'answers.json');
