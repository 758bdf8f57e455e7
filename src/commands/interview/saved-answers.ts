import { dirname, join } from 'node:path';
import type { GivenArguments } from '../../model/command.js';
import type { Host } from '../../model/host.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { version } from '../../model/version.gen.js';
import { thisMachine } from '../config/machine.js';
import { stateFolder } from '../state-folder.js';
import type { Answer, Given } from './interview.js';

/** A command line in a directory. */
export interface Run {
  host: Host;
  command: string;
  given: GivenArguments;
}

/** Answers of a conversation that ended early, for the next run of the same command line. They contain no secrets. */
export async function savedAnswers(run: Run): Promise<Map<string, Given>> {
  const { files } = run.host;
  try {
    const saved: unknown = JSON.parse((await files.read(fileOf(run.host))) ?? 'null');
    if (!isRecord(saved) || saved.version !== version) return new Map();
    if (saved.run !== (await keyOf(run))) return new Map();
    return new Map(
      Object.entries(isRecord(saved.answers) ? saved.answers : {}).filter(
        (entry): entry is [string, Given] => isGiven(entry[1]),
      ),
    );
  } catch {
    return new Map(); // Another program wrote the file, or it cannot be read: the questions are asked.
  }
}

/** @returns whether they were saved: a home directory may be read-only */
export async function saveAnswers(run: Run, answers: ReadonlyMap<string, Given>): Promise<boolean> {
  const { files } = run.host;
  try {
    const file = fileOf(run.host);
    await files.makeDirectory(dirname(file));
    await files.write(file, '');
    await files.makePrivate(file);
    await files.write(
      file,
      JSON.stringify({ version, run: await keyOf(run), answers: Object.fromEntries(answers) }),
    );
    return true;
  } catch {
    return false;
  }
}

/** Those of another command line stay. */
export async function forgetAnswers(run: Run): Promise<void> {
  const { files } = run.host;
  if ((await savedAnswers(run)).size > 0)
    await files.remove(fileOf(run.host)).catch(() => undefined);
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
