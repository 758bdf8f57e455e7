import { delimiter, isAbsolute, join } from 'node:path';
import { expands } from '../../clients/entry/entry.js';
import type { FileClient, Scope } from '../../model/client.js';
import { isObject, type Json, valueAt } from '../../model/json.js';
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
  const at = (path: string | undefined) =>
    path === undefined ? undefined : valueAt(entry, path.split('.'));
  const { stdio, http } = client;
  const line = [at(stdio?.command), at(stdio?.args)]
    .flat()
    .filter((word): word is string => typeof word === 'string');
  const url = at(http?.url);
  const isStdio = at(stdio?.command) !== undefined && line.length > 0;
  if (isStdio) problems.push(...(await commandProblems(client, scope, line, around)));
  else if (typeof url !== 'string' && !isBuiltIn(client, at('type')))
    add('wrong-shape', `${client.label} cannot use this entry.`);
  else if (client.urlWithoutType === 'sse' && at('type') === undefined)
    add('missing-type', `Without a type, ${client.label} uses SSE.`);
  for (const [field, values] of [
    ['env', at(stdio?.env)],
    ['headers', at(http?.headers)],
  ] as const) {
    for (const [key, text] of Object.entries(isObject(values) ? values : {}))
      if (typeof text === 'string') problems.push(...valueProblems(client, field, key, text));
  }
  if (at('disabled') === true || at('enabled') === false) add('disabled', 'The entry is disabled.');
  return {
    transport: isStdio ? 'stdio' : typeof url === 'string' ? 'http' : 'unknown',
    target: isStdio ? maskedWords(line).join(' ') : typeof url === 'string' ? maskedUrl(url) : '',
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
