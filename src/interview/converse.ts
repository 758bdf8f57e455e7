import { join } from 'node:path';
import { thisMachine } from '../machine/machine.js';
import { stateFolder } from '../machine/state-folder.js';
import type { CommandContext } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import { answersKept } from '../model/errors/create.js';
import type { Host } from '../model/host.js';
import { isRecord } from '../model/json-schema/subschemas.js';
import type { Questions } from '../model/questions.js';
import type { Ui } from '../model/ui.js';
import { version } from '../model/version.gen.js';
import { replacePrivate } from '../plan/staging.js';
import { type Answer, type Given, Interview } from './interview.js';
import { answersText } from './labels.js';

const KEYS = 'Enter confirms, Esc goes back, Ctrl-C cancels and keeps your answers.';

export interface ReviewScreen {
  questions: Questions;
  interview: Interview;
  /** Width of the terminal. */
  columns: number;
}

export interface Topic<Prepared, Outcome> {
  title: string;
  /** Name of the command, and what its command line contains. */
  command: string;
  given: object;
  /** Asks and reads, and changes nothing. */
  prepare(context: CommandContext, questions: Questions): Promise<Prepared>;
  /** Shows the answers. Undefined: one of them is to be asked again. */
  review(talk: ReviewScreen, prepared: Prepared): Promise<Outcome | undefined>;
}

/** Asks until the user accepts the review. After Ctrl-C or a closed window, the next run of the same command line continues. */
export async function runInterview<Prepared, Outcome>(
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
  const interviewContext = { ...context, ui: tellingOnce(ui, questions) };
  try {
    for (;;) {
      const prepared = await interview.run((asked) => prepare(interviewContext, asked));
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
  const texts = new Set<string>();
  const once = (tell: (text: string) => void) => (text: string) => {
    if (!texts.has(text)) tell(text);
    texts.add(text);
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
  questions.note(answersText([...saved.values()], columns), 'Your last answers here');
  if (await questions.confirm('Continue with these answers?', true)) return saved;
  await forgetAnswers(run);
  return new Map();
}

/** A command line in a directory. */
export interface Run {
  host: Host;
  command: string;
  given: object;
}

/** Conversations whose answers are kept at once. */
const MOST_RUNS = 5;

/** Answers of a conversation that ended early, for the next run of the same command line. They contain no secrets. */
export async function savedAnswers(run: Run): Promise<Map<string, Given>> {
  const key = await keyOf(run);
  const [, answers] = (await savedRuns(run.host)).find(([other]) => other === key) ?? [];
  return new Map(
    Object.entries(isRecord(answers) ? answers : {}).filter((entry): entry is [string, Given] =>
      isGiven(entry[1]),
    ),
  );
}

/** @returns whether they were saved: a home directory may be read-only */
export async function saveAnswers(run: Run, answers: ReadonlyMap<string, Given>): Promise<boolean> {
  try {
    const others = await otherRuns(run);
    await write(run.host, [...others, [await keyOf(run), Object.fromEntries(answers)]]);
    return true;
  } catch {
    return false;
  }
}

/** Those of another command line stay. */
async function forgetAnswers(run: Run): Promise<void> {
  if ((await savedAnswers(run)).size === 0) return;
  const { files } = run.host;
  const others = await otherRuns(run);
  const done = others.length > 0 ? write(run.host, others) : files.remove(fileOf(run.host));
  await done.catch(() => undefined);
}

/** Answers by the key of their command line, those of the last one at the end. */
async function savedRuns(host: Host): Promise<[string, unknown][]> {
  try {
    const saved: unknown = JSON.parse((await host.files.read(fileOf(host))) ?? 'null');
    if (!isRecord(saved) || saved.version !== version || !isRecord(saved.runs)) return [];
    return Object.entries(saved.runs);
  } catch {
    return []; // Another program wrote the file, or it cannot be read: the questions are asked.
  }
}

async function otherRuns(run: Run): Promise<[string, unknown][]> {
  const key = await keyOf(run);
  return (await savedRuns(run.host)).filter(([other]) => other !== key).slice(1 - MOST_RUNS);
}

async function write(host: Host, runs: readonly (readonly [string, unknown])[]): Promise<void> {
  const text = JSON.stringify({ version, runs: Object.fromEntries(runs) });
  await replacePrivate(host.files, fileOf(host), text);
}

/** A digest: command lines can contain secrets. */
async function keyOf({ host: { cwd }, command, given }: Run): Promise<string> {
  const { createHash } = await import('node:crypto');
  return createHash('sha256')
    .update(JSON.stringify([cwd, command, given]))
    .digest('hex');
}

const isGiven = (value: unknown): value is Given =>
  isRecord(value) &&
  isAnswer(value.answer) &&
  [value.shown, value.message].every((text) => typeof text === 'string');

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((each) => typeof each === 'string'));

const fileOf = (host: Host): string =>
  join(stateFolder(thisMachine(host)), 'create-mcp-provider', 'answers.json');
