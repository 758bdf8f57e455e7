import { delimiter, isAbsolute, join } from 'node:path';
import type { ClientSurroundings } from '../../client-config/client-files.js';
import { expandsVariables } from '../../clients/entry/entry.js';
import { entryMember, readEntry } from '../../clients/entry/merge.js';
import type { FileClient, Scope } from '../../model/client.js';
import type { Json } from '../../model/json.js';
import { isReference, maskUrl, maskWords, mayBeSecret } from '../../model/secrets.js';

type ProblemCode =
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

interface EntryProblem {
  code: ProblemCode;
  /** A sentence. */
  text: string;
}

export interface ExaminedEntry {
  transport: 'stdio' | 'http' | 'unknown';
  /** Command line or URL, without secrets. */
  target: string;
  problems: EntryProblem[];
}

/**
 * Returns a command or URL of an entry, with the reasons why it may fail. The result contains no
 * values of variables and headers.
 */
export async function examineEntry(
  client: FileClient,
  scope: Scope,
  entry: Json,
  surroundings: ClientSurroundings,
): Promise<ExaminedEntry> {
  const problems: EntryProblem[] = [];
  const add = (code: ProblemCode, text: string) => problems.push({ code, text });
  const { words: command, url, env, headers } = readEntry(client, entry);
  const isStdio = entryMember(entry, client.stdio?.command) !== undefined && command.length > 0;
  if (isStdio) problems.push(...(await commandProblems(client, scope, command, surroundings)));
  else if (url === undefined && !isDefinedElsewhere(client, entry))
    add('wrong-shape', `${client.label} cannot use this entry.`);
  else if (client.urlWithoutType === 'sse' && entryMember(entry, 'type') === undefined)
    add('missing-type', `Without a type, ${client.label} uses SSE.`);
  for (const [field, values] of Object.entries({ env, headers }))
    for (const [key, text] of Object.entries(values))
      problems.push(...valueProblems(client, field as 'env' | 'headers', key, text));
  if (entryMember(entry, 'disabled') === true || entryMember(entry, 'enabled') === false)
    add('disabled', 'The entry is disabled.');
  return {
    transport: isStdio ? 'stdio' : url === undefined ? 'unknown' : 'http',
    target: isStdio ? maskWords(command).join(' ') : maskUrl(url ?? ''),
    problems,
  };
}

function isDefinedElsewhere(
  { builtInTypes = [], completeWith = [] }: FileClient,
  entry: Json,
): boolean {
  const type = entryMember(entry, 'type');
  const isBuiltIn = typeof type === 'string' && builtInTypes.includes(type);
  return isBuiltIn || completeWith.some((key) => entryMember(entry, key) !== undefined);
}

async function commandProblems(
  client: FileClient,
  scope: Scope,
  [command = '', ...args]: readonly string[],
  { files, machine, workspace }: ClientSurroundings,
): Promise<EntryProblem[]> {
  const problems: EntryProblem[] = [];
  const exists = async (path: string) => (await files.kind(path)) !== null;
  const reportMissing = (code: ProblemCode, text: string) => problems.push({ code, text });
  if (isAbsolute(command) || /[\\/]/.test(command)) {
    const path = isAbsolute(command) ? command : join(workspace, command);
    if (!command.includes('$') && !(await exists(path)))
      reportMissing('missing-command', `Command "${command}" not found.`);
  } else if (client.desktop && scope === 'user' && /^(node|npx)$/.test(command))
    reportMissing(
      'missing-command',
      `${client.label} may not find "${command}": use an absolute path.`,
    );
  else if (!command.includes('$')) {
    const endings = machine.platform === 'win32' ? ['', '.cmd', '.exe', '.bat'] : [''];
    const folders = (machine.env.PATH ?? '').split(delimiter).filter(Boolean);
    const paths = folders.flatMap((folder) => endings.map((end) => join(folder, command + end)));
    const exist = await Promise.all(paths.map(exists));
    if (!exist.includes(true)) reportMissing('missing-command', `"${command}" is not on the PATH.`);
  }
  for (const arg of args) {
    if (!/\.(?:[cm]?[jt]s|py|sh|jar)$/.test(arg) || arg.includes('$')) continue;
    const path = isAbsolute(arg) ? arg : scope === 'project' ? join(workspace, arg) : undefined;
    if (path !== undefined && !(await exists(path)))
      reportMissing('missing-file', `File "${arg}" not found.`);
  }
  return problems;
}

function valueProblems(
  client: FileClient,
  field: 'env' | 'headers',
  key: string,
  text: string,
): EntryProblem[] {
  if (/<[A-Za-z_]\w*>/.test(text))
    return [{ code: 'placeholder', text: `Replace the placeholder of "${key}" by a value.` }];
  if (!isReference(text)) {
    const isSecret = mayBeSecret(key) && text !== '';
    return isSecret
      ? [{ code: 'literal-secret', text: `The file contains the value of "${key}".` }]
      : [];
  }
  if (client.variables?.prompt || expandsVariables(client, field)) return [];
  return [
    { code: 'not-expanded', text: `${client.label} does not expand the variable in "${key}".` },
  ];
}
