import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from '../../model/host.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { version } from '../../model/version.gen.js';
import type { Answer } from './interview.js';

/** Answers of a conversation that was cancelled, for the next one in the same directory. They contain no secrets. */
export async function savedAnswers({ files, cwd, env }: Host): Promise<Map<string, Answer>> {
  try {
    const saved: unknown = JSON.parse((await files.read(fileOf(env))) ?? 'null');
    if (!isRecord(saved) || saved.cwd !== cwd || saved.version !== version) return new Map();
    return new Map(
      Object.entries(isRecord(saved.answers) ? saved.answers : {}).filter(
        (entry): entry is [string, Answer] => isAnswer(entry[1]),
      ),
    );
  } catch {
    return new Map(); // Somebody else wrote the file, or it cannot be read: the questions are asked.
  }
}

/** @returns whether they were saved: a home directory may be read-only */
export async function saveAnswers(
  { files, cwd, env }: Host,
  answers: ReadonlyMap<string, Answer>,
): Promise<boolean> {
  try {
    const file = fileOf(env);
    await files.makeDirectory(dirname(file));
    await files.write(file, JSON.stringify({ version, cwd, answers: Object.fromEntries(answers) }));
    await files.makePrivate(file);
    return true;
  } catch {
    return false;
  }
}

export async function forgetAnswers({ files, env }: Host): Promise<void> {
  await files.remove(fileOf(env)).catch(() => undefined);
}

const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (Array.isArray(value) && value.every((each) => typeof each === 'string'));

/** https://specifications.freedesktop.org/basedir-spec/latest/; on Windows in the local application data. */
function fileOf(env: Host['env']): string {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const state = env.XDG_STATE_HOME ?? env.LOCALAPPDATA ?? join(home, '.local', 'state');
  return join(state, 'create-mcp-provider', 'answers.json');
}
