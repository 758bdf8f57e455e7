import { delimiter, isAbsolute, join } from 'node:path';
import { expands } from '../../clients/entry/entry.js';
import type { FileClient, Scope } from '../../model/client.js';
import { at, readEntry } from '../../clients/entry/merge.js';
import type { Json } from '../../model/json.js';
import type { Surroundings } from './places.js';
import { isReference, mayBeSecret, maskedUrl, maskedWords } from '../../model/secrets.js';

export type ProblemCode =
  | 'missing-command'
  | 'missing-file'
  | 'literal-secret'
  | 'placeholder'
  | 'not-expanded'
  | 'missing-type'
  | 'disabled'
  | 'wrong-shape'
  | 'legacy-file'
  | 'duplicate';

export interface Problem {
  code: ProblemCode;
  /** A sentence. */
  text: string;
}

export interface Examined {
  transport: 'stdio' | 'http' | 'unknown';
  /** Command line or URL, without secrets. */
  target: string;
  problems: Problem[];
}

/** What an entry starts or reaches, and why that may fail. Values of variables and headers are not part of the result. */
export async function examine(
  client: FileClient,
  scope: Scope,
  entry: Json,
  around: Surroundings,
): Promise<Examined> {
  const problems: Problem[] = [];
  const add = (code: ProblemCode, text: string) => problems.push({ code, text });
  const { words, url, env, headers } = readEntry(client, entry);
  const isStdio = at(entry, client.stdio?.command) !== undefined && words.length > 0;
  if (isStdio) problems.push(...(await commandProblems(client, scope, words, around)));
  else if (url === undefined && !isBuiltIn(client, at(entry, 'type')))
    add('wrong-shape', `${client.label} cannot use this entry.`);
  else if (client.urlWithoutType === 'sse' && at(entry, 'type') === undefined)
    add('missing-type', `Without a type, ${client.label} uses SSE.`);
  for (const [field, values] of Object.entries({ env, headers }))
    for (const [key, text] of Object.entries(values))
      problems.push(...valueProblems(client, field as 'env' | 'headers', key, text));
  if (at(entry, 'disabled') === true || at(entry, 'enabled') === false)
    add('disabled', 'The entry is disabled.');
  return {
    transport: isStdio ? 'stdio' : url === undefined ? 'unknown' : 'http',
    target: isStdio ? maskedWords(words).join(' ') : maskedUrl(url ?? ''),
    problems,
  };
}

const isBuiltIn = ({ builtInTypes = [] }: FileClient, type: Json | undefined): boolean =>
  typeof type === 'string' && builtInTypes.includes(type);

async function commandProblems(
  client: FileClient,
  scope: Scope,
  [command = '', ...args]: readonly string[],
  { files, machine, workspace }: Surroundings,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const exists = async (path: string) => (await files.kind(path)) !== null;
  const missing = (code: ProblemCode, text: string) => problems.push({ code, text });
  if (isAbsolute(command) || /[\\/]/.test(command)) {
    const path = isAbsolute(command) ? command : join(workspace, command);
    if (!command.includes('$') && !(await exists(path)))
      missing('missing-command', `Command "${command}" not found.`);
  } else if (client.desktop && scope === 'user' && /^(node|npx)$/.test(command))
    missing('missing-command', `${client.label} may not find "${command}": use an absolute path.`);
  else if (!command.includes('$')) {
    const endings = machine.platform === 'win32' ? ['', '.cmd', '.exe', '.bat'] : [''];
    const folders = (machine.env.PATH ?? '').split(delimiter).filter(Boolean);
    const paths = folders.flatMap((folder) => endings.map((end) => join(folder, command + end)));
    const found = await Promise.all(paths.map(exists));
    if (!found.includes(true)) missing('missing-command', `"${command}" is not on the PATH.`);
  }
  for (const arg of args) {
    if (!/\.(?:[cm]?[jt]s|py|sh|jar)$/.test(arg) || arg.includes('$')) continue;
    const path = isAbsolute(arg) ? arg : scope === 'project' ? join(workspace, arg) : undefined;
    if (path !== undefined && !(await exists(path)))
      missing('missing-file', `File "${arg}" not found.`);
  }
  return problems;
}

function valueProblems(
  client: FileClient,
  field: 'env' | 'headers',
  key: string,
  text: string,
): Problem[] {
  if (/<[A-Za-z_]\w*>/.test(text))
    return [{ code: 'placeholder', text: `Replace the placeholder of "${key}" by a value.` }];
  if (!isReference(text)) {
    const isSecret = mayBeSecret(key) && text !== '';
    return isSecret
      ? [{ code: 'literal-secret', text: `The file contains the value of "${key}".` }]
      : [];
  }
  if (client.variables?.prompt || expands(client, field)) return [];
  return [
    { code: 'not-expanded', text: `${client.label} does not expand the variable in "${key}".` },
  ];
}
