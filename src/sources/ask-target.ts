import { join, resolve } from 'node:path';
import { untilUsable } from '../interview/unusable-answer.js';
import { requestsFault } from '../kinds/api/pasted/request-line.js';
import { isBucket } from '../kinds/files/storage.js';
import { typedPath, unescapePath } from '../machine/typed-path.js';
import { fileOfNoUse, notARequest, nothingToConnect } from '../model/errors/create.js';
import type { Host } from '../model/host.js';
import { httpMethods } from '../model/http.js';
import { type Questions, questionsAt } from '../model/questions.js';
import { replaceSecretsByDots } from '../model/secrets.js';
import { didYouMean, nearestOf } from '../model/text/nearest.js';
import { presets } from '../presets/register.gen.js';
import {
  type ConnectionTarget,
  type FileFacts,
  storableText,
  targetIn,
  type TargetQuestion,
  targetSentence,
  type UrlKind,
} from './connection-target.js';
import { isOpenApi, isSpec } from './openapi/is-openapi.js';

/** Number of bytes of a file that are read to recognize its content. */
const HEAD = 4096;
/** Maximum number of names in the working directory that are checked, and of those that are offered. */
const MAX_NAMES = 200;
const MAX_OFFERED = 5;

const { github, google, slack } = presets;
const SERVICES = [github, google, slack].map(({ displayName }) => displayName).join(', ');

/** Choices for targets that are not in the working directory; each has a question of its own. */
const OTHER_TARGETS: readonly TargetSort[] = [
  {
    label: 'An API',
    hint: 'OpenAPI document, curl command or one request',
    ask: 'OpenAPI document, curl command, request or base URL',
    example: 'https://api.github.com',
    kinds: ['document', 'request', 'url'],
    kind: 'api',
  },
  {
    label: 'A service',
    hint: `${SERVICES} and ${Object.keys(presets).length - 3} more`,
    ask: 'Which service?',
    kinds: ['service'],
    choices: Object.entries(presets).map(([value, { displayName }]) => ({
      value,
      label: displayName,
    })),
  },
  {
    label: 'A database',
    hint: 'PostgreSQL, MySQL, MariaDB or SQLite',
    ask: 'Database: a file, a URL, or env:NAME for a URL in the environment',
    kinds: ['database'],
  },
  {
    label: 'Files',
    hint: 'a folder or an S3 bucket',
    ask: 'Folder or URL of the bucket',
    kinds: ['files'],
    otherwise: (storage) => (isBucket(storage) ? { is: 'files', storage } : undefined),
  },
  {
    label: 'An MCP server',
    hint: 'a URL, command, package or folder, or those of a client',
    ask: 'MCP server: its URL, package or folder, or the command that starts it',
    kinds: ['server', 'url', 'client', 'configuration'],
    kind: 'mcp',
    found: async (host) => (await import('./mcp/client-servers.js')).clientsWithServers(host),
    otherwise: (target) => ({ is: 'server', target }),
  },
];
const OWN_CODE = {
  value: 'code',
  label: 'My own code',
  hint: 'functions: a calculation, hardware, a local program',
};
const DEMO = { value: 'demo', label: 'A demo', hint: 'notes in memory, without an account' };

interface TargetSort extends TargetQuestion {
  label: string;
  hint: string;
  /** The question for a target of this sort. */
  ask: string;
  /** Value if the answer is empty. */
  example?: string;
  choices?: readonly { value: string; label: string }[];
  /** Kind of what responds at the URL. */
  kind?: UrlKind;
  /** Returns choices that are offered while the field is empty. */
  found?(host: Host): Promise<TargetChoice[]>;
}

/**
 * Returns the first question: the target itself, or its sort, which has a question of its own.
 * @param isAddition whether the target is added to a project, which excludes the demo
 * @returns the target, and the questions about it, so that answers about another target are not
 * used
 */
export async function askTarget(
  host: Host,
  questions: Questions,
  isAddition: boolean,
): Promise<{ target: ConnectionTarget; questions: Questions }> {
  const connection = async (text: string, sort?: TargetSort) => {
    const openedTarget = await untilUsable(questions, () => targetNamed(host, text, sort));
    const target = openedTarget.is === 'url' ? { ...openedTarget, kind: sort?.kind } : openedTarget;
    return {
      target,
      questions: questionsAt(questions, `${target.is}[${replaceSecretsByDots(text)}]`),
    };
  };
  const text = await questions.text({
    key: 'from',
    message: 'What do you want to connect? Choose, or paste a URL, path or command.',
    choices: [
      ...(await offeredTargets(host)),
      ...OTHER_TARGETS.map((sort) => ({ ...sort, value: sort.label })),
      OWN_CODE,
      ...(isAddition ? [] : [DEMO]),
    ],
    interpret: (text) => targetSentence(text),
    correct: storableText,
    check,
  });
  const sort = OTHER_TARGETS.find(({ label }) => label === text);
  if (!sort) return connection(text);
  const { choices } = sort;
  const question = { key: `from[${sort.label}]`, message: sort.ask };
  const suggestions = (await sort.found?.(host)) ?? [];
  const answer = choices
    ? await questions.choose({ ...question, choices })
    : await questions.text({
        ...question,
        ...(sort.example !== undefined && { initial: sort.example }),
        ...(suggestions.length > 0 && { choices: suggestions }),
        interpret: (text) => targetSentence(text, sort),
        correct: storableText,
        check,
      });
  return connection(answer, sort);
}

function check(text: string): string | undefined {
  if (text === '') return 'Enter a URL, a path or a command.';
  return targetIn(text)?.is === 'request' ? requestsFault(text) : undefined;
}

/** Returns the target that a text names. @throws CliError `create/nothing-to-connect` */
export async function targetNamed(
  host: Host,
  text: string,
  targetQuestion?: TargetQuestion,
): Promise<ConnectionTarget> {
  const copiedText = text.trim().replace(/^(['"])(.*)\1$/, '$2'); // copied paths have quotes
  const { name, entry } = await namedEntry(host, typedPath(host, copiedText));
  const target = targetIn(name, entry, targetQuestion);
  const names = await host.files.list(host.cwd);
  // "acme.jsn" could be a host, but is a misspelling if "acme.json" exists.
  const isSlip =
    target?.is === 'url' && !name.includes('/') && nearestOf(name, names) !== undefined;
  if (target && !isSlip) return target;
  if (entry?.kind === 'file') throw fileOfNoUse(name);
  const [, method] = /^([a-z]+)\s+(?:https?:\/\/|\/)\S/i.exec(name) ?? [];
  if (method !== undefined)
    throw notARequest(
      `"${method}" is no HTTP method${didYouMean(method.toUpperCase(), httpMethods) || '.'}`,
    );
  throw nothingToConnect(name, [...names, 'code', 'demo', ...Object.keys(presets)]);
}

/** Returns what a text names, also as the escaped path of a file that was dropped on the terminal. */
async function namedEntry(host: Host, text: string): Promise<{ name: string; entry?: FileFacts }> {
  for (const name of [text, unescapePath(text)]) {
    const entry = await targetsFoundAt(host, name);
    if (entry) return { name, entry };
  }
  return { name: text };
}

async function targetsFoundAt({ files, cwd }: Host, text: string): Promise<FileFacts | undefined> {
  if (text === '') return undefined;
  const path = await files.realPath(resolve(cwd, text)).catch(() => undefined);
  const kind = path === undefined ? null : await files.kind(path);
  if (path === undefined || (kind !== 'file' && kind !== 'directory')) return undefined;
  if (kind === 'file') return { kind, head: await files.head(path, HEAD) };
  return { kind, head: (await files.read(join(path, 'package.json'))) ?? '' };
}

interface TargetChoice {
  value: string;
  label: string;
  hint: string;
}

/** Names of files that may be API descriptions or databases, and of files that users read. */
const API_OR_DATABASE_FILE = /\.(json|ya?ml|db|sqlite3?)$/i;
const READABLE_FILE = /\.(md|txt|pdf|csv|html?|docx?|xlsx?|rst|adoc)$/i;
/** Manifests of programs. A folder with one is a program, such as a project that was created earlier. */
const CODE =
  /^(package\.json|pyproject\.toml|go\.mod|Cargo\.toml|pom\.xml|composer\.json|Gemfile)$/;

/** Returns targets in the working directory: databases, OpenAPI documents and specs, then folders. */
async function offeredTargets({ files, cwd }: Host): Promise<TargetChoice[]> {
  const documents: TargetChoice[] = [];
  const folders: TargetChoice[] = [];
  for (const { name, kind } of (await files.entries(cwd)).slice(0, MAX_NAMES)) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(cwd, name);
    if (kind === 'directory') {
      const names = await files.list(path);
      if (!names.some((name) => READABLE_FILE.test(name)) || names.some((name) => CODE.test(name)))
        continue;
      const isFolder = targetIn(name, { kind, head: '' })?.is === 'files';
      folders.push({
        value: isFolder ? name : `./${name}`,
        label: name,
        hint: `folder ${IN_THIS_DIRECTORY}`,
      });
    } else if (kind === 'file' && API_OR_DATABASE_FILE.test(name)) {
      const head = await files.head(path, HEAD);
      const { is: targetKind } = targetIn(name, { kind, head }) ?? {};
      const label =
        targetKind === 'document' ? documentLabel(head) : targetKind && TARGET_LABELS[targetKind];
      if (label !== undefined)
        documents.push({ value: name, label: name, hint: `${label} ${IN_THIS_DIRECTORY}` });
    }
  }
  return [...documents, ...folders].slice(0, MAX_OFFERED);
}

function documentLabel(head: string): string | undefined {
  if (isOpenApi(head)) return 'OpenAPI document';
  return isSpec(head) ? 'provider spec' : undefined;
}

const TARGET_LABELS: Partial<Record<ConnectionTarget['is'], string>> = {
  database: 'SQLite database',
  configuration: 'servers of an MCP client,',
};
const IN_THIS_DIRECTORY = 'in this directory';
