import { join } from 'node:path';
import type { GivenArguments } from '../../model/command.js';
import type { Host } from '../../model/host.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { version } from '../../model/version.gen.js';
import { replacePrivate } from '../../plan/staging.js';
import { thisMachine } from '../config/machine.js';
import { stateFolder } from '../state-folder.js';
import type { Answer, Given } from './interview.js';

/** A command line in a directory. */
export interface Run {
  host: Host;
  command: string;
  given: GivenArguments;
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
export async function forgetAnswers(run: Run): Promise<void> {
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
  isRecord(value) && isAnswer(value.answer) && typeof value.shown === 'string';

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((each) => typeof each === 'string'));

const fileOf = (host: Host): string =>
  join(stateFolder(thisMachine(host)), 'create-mcp-provider', 'answers.json');
