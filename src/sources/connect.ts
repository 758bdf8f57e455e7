import { join, resolve } from 'node:path';
import { usable } from '../interview/unusable-answer.js';
import { requestsFault } from '../kinds/api/request-line.js';
import { isBucket } from '../kinds/files/storage.js';
import { fileOfNoUse, notARequest, nothingToConnect } from '../model/errors/create.js';
import type { Host } from '../model/host.js';
import { httpMethods } from '../model/http.js';
import { didYouMean, nearestOf } from '../model/nearest.js';
import { at, type Questions } from '../model/questions.js';
import { presets } from '../presets/register.gen.js';
import {
  type Asked,
  type ConnectionTarget,
  type Found,
  keptText,
  takenFor,
  targetIn,
  type UrlKind,
} from './connection-target.js';
import { isOpenApi } from './openapi/is-openapi.js';

/** Bytes of a file that tell what it is. */
const HEAD = 4096;
/** Names of the working directory that are looked at, and those that are offered. */
const MOST_NAMES = 200;
const MOST_OFFERED = 5;

const { github, google, slack } = presets;
const SERVICES = [github, google, slack].map(({ displayName }) => displayName).join(', ');

/** What can be chosen where the thing itself is not at hand: it is asked for then. */
const SORTS: readonly Sort[] = [
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
    choices: Object.entries(presets).map(([value, { displayName: label }]) => ({ value, label })),
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
    hint: 'a URL or a command, or those that your MCP clients use',
    ask: 'MCP server: its URL, or the command that starts it',
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

interface Sort extends Asked {
  label: string;
  hint: string;
  /** The question for a target of this sort. */
  ask: string;
  /** Taken where nothing is entered. */
  example?: string;
  choices?: readonly { value: string; label: string }[];
  /** What answers at the URL. */
  kind?: UrlKind;
  /** What is at hand: offered until something is typed. */
  found?(host: Host): Promise<Choice[]>;
}

/**
 * The first question: the thing itself, or its sort, which has a question of its own.
 * @param isAddition to a project: the demo is one of its own
 * @returns the target, and whom to ask about it: answers about another target are not taken for it
 */
export async function askTarget(
  host: Host,
  questions: Questions,
  isAddition: boolean,
): Promise<{ target: ConnectionTarget; questions: Questions }> {
  const connection = async (text: string, sort?: Sort) => {
    const opened = await usable(questions, () => targetNamed(host, text, sort));
    const target = opened.is === 'url' ? { ...opened, kind: sort?.kind } : opened;
    return { target, questions: at(questions, `${target.is}[${masked(text)}]`) };
  };
  const text = await questions.text({
    key: 'from',
    message: 'What do you want to connect? Choose, or paste a URL, path or command.',
    choices: [
      ...(await offered(host)),
      ...SORTS.map((sort) => ({ ...sort, value: sort.label })),
      OWN_CODE,
      ...(isAddition ? [] : [DEMO]),
    ],
    takenFor: (typed) => takenFor(typed),
    correct: keptText,
    check,
    masked,
  });
  const sort = SORTS.find(({ label }) => label === text);
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
        takenFor: (typed) => takenFor(typed, sort),
        correct: keptText,
        check,
        masked,
      });
  return connection(answer, sort);
}

function check(text: string): string | undefined {
  if (text === '') return 'Enter a URL, a path or a command.';
  return targetIn(text)?.is === 'request' ? requestsFault(text) : undefined;
}

/** The password of a URL. */
const masked = (text: string): string => text.replace(/(:\/\/[^/?#\s:]*:)[^/?#\s]*(?=@)/, '$1•••');

/** @throws CliError `create/nothing-to-connect` */
export async function targetNamed(
  host: Host,
  text: string,
  asked?: Asked,
): Promise<ConnectionTarget> {
  const name = text.trim().replace(/^(['"])(.*)\1$/, '$2'); // as terminals and file managers copy paths
  const entry = await foundAt(host, name);
  const target = targetIn(name, entry, asked);
  const names = await host.files.list(host.cwd);
  // "acme.jsn" could be a host, but is a slip where "acme.json" is there.
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

async function foundAt({ files, cwd }: Host, text: string): Promise<Found | undefined> {
  if (text === '') return undefined;
  const path = await files.realPath(resolve(cwd, text)).catch(() => undefined);
  const kind = path === undefined ? null : await files.kind(path);
  if (path === undefined || (kind !== 'file' && kind !== 'directory')) return undefined;
  return { kind, head: kind === 'file' ? await files.head(path, HEAD) : '' };
}

interface Choice {
  value: string;
  label: string;
  hint: string;
}

/** Names that may belong to something that can be served, and those of files that people read. */
const LIKELY = /\.(json|ya?ml|db|sqlite3?)$/i;
const READABLE = /\.(md|txt|pdf|csv|html?|docx?|xlsx?|rst|adoc)$/i;
/** Manifests: a folder with one is somebody's program, such as a project made here before. */
const CODE =
  /^(package\.json|pyproject\.toml|go\.mod|Cargo\.toml|pom\.xml|composer\.json|Gemfile)$/;

/** What the working directory has that can be served: databases and OpenAPI documents, then folders. */
async function offered({ files, cwd }: Host): Promise<Choice[]> {
  const documents: Choice[] = [];
  const folders: Choice[] = [];
  for (const { name, kind } of (await files.entries(cwd)).slice(0, MOST_NAMES)) {
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = join(cwd, name);
    if (kind === 'directory') {
      const names = await files.list(path);
      if (!names.some((each) => READABLE.test(each)) || names.some((each) => CODE.test(each)))
        continue;
      const isFolder = targetIn(name, { kind, head: '' })?.is === 'files';
      folders.push({ value: isFolder ? name : `./${name}`, label: name, hint: `folder ${HERE}` });
    } else if (kind === 'file' && LIKELY.test(name)) {
      const head = await files.head(path, HEAD);
      const { is } = targetIn(name, { kind, head }) ?? {};
      const what = is === 'document' && isOpenApi(head) ? 'OpenAPI document' : is && OFFERED[is];
      if (what !== undefined) documents.push({ value: name, label: name, hint: `${what} ${HERE}` });
    }
  }
  return [...documents, ...folders].slice(0, MOST_OFFERED);
}

const OFFERED: Partial<Record<ConnectionTarget['is'], string>> = {
  database: 'SQLite database',
  configuration: 'servers of an MCP client,',
};
const HERE = 'in this directory';
