import { completeRequests, isRequest } from '../kinds/api/pasted/request-line.js';
import { isBucket } from '../kinds/files/storage.js';
import { asUrl } from '../model/as-url.js';
import { replaceSecretsByDots } from '../model/secrets.js';
import { presets } from '../presets/register.gen.js';
import {
  fileCommand,
  folderCommand,
  isServerPackage,
  packageCommand,
} from './mcp/server-package.js';
import { isOpenApi } from './openapi/is-openapi.js';

/** The system that a project connects to, as one text states it. */
export type ConnectionTarget =
  | { is: 'demo' }
  /** Functions of the project itself. */
  | { is: 'code' }
  | { is: 'service'; id: keyof typeof presets }
  /** A curl command, or a method and a path. */
  | { is: 'request'; text: string }
  /** The servers in the configuration of an MCP client, by the client's id. */
  | { is: 'client'; id: string }
  /** The servers in the configuration of an MCP client, by its file. */
  | { is: 'configuration'; file: string }
  /** The command that starts an MCP server. */
  | { is: 'server'; target: string }
  | { is: 'database'; url: string }
  /** An OpenAPI document, or a spec. */
  | { is: 'document'; file: string }
  | { is: 'files'; storage: string }
  /** An API of which only the URL is known. `isOpen`: it responds there without credentials. */
  | { is: 'api'; baseUrl: string; isOpen?: boolean }
  /**
   * A URL that has to be opened to recognize a document, an MCP server or an API, unless `kind`
   * states which of the latter it is.
   */
  | { is: 'url'; url: string; kind?: UrlKind | undefined };

/** Kinds of URLs that are not documents. */
export type UrlKind = (typeof URL_KINDS)[number];
export const URL_KINDS = ['api', 'mcp'] as const;

/** A file or folder at a path in the working directory. */
export interface FileFacts {
  kind: 'file' | 'directory';
  /** The beginning of a file, or the package.json of a directory. */
  head: string;
}

interface TargetRow {
  kind: ConnectionTarget['is'];
  /** Description for the user who types it. */
  words: string;
  /**
   * Returns the target of a text; undefined if the text is something else. `file` is absent if the
   * path does not exist, or while the user types.
   */
  read(text: string, file?: FileFacts): ConnectionTarget | undefined;
}

/** Programs that start servers, with arguments. */
const COMMAND =
  /^(npx|npm|pnpx|pnpm|yarn|bunx|uvx|pipx|docker|podman|node|tsx|bun|deno|python3?|uv|java|dotnet|go|cargo|ruby|php)\s+\S/;
/** The path of a program, with arguments; not a path with spaces, such as `~/Application Support/mcp.json`. */
const PATH_COMMAND = /^(\.{0,2}|~)[\\/]\S+(?<!\\)\s+(-|\S(?!.*\.(db|sqlite3?|json|ya?ml)$))/;
const DATABASE = /^(postgres(ql)?|mysql|mariadb|sqlite):|^env:\w+$/i;
/** Connection settings as in libpq and ODBC. They can contain a password, so they are never shown. */
const SETTINGS = /(^|[\s;])(host|server|dbname|database|user|uid|user id|pwd|password)\s*=/i;
/** Name of an environment variable, such as `DATABASE_URL`. */
const VARIABLE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;
const SQLITE_HEAD = 'SQLite format 3\0';
/** Patterns that recognize the configuration of an MCP client, by its content or by its name. */
const SERVERS = /\b(mcp_?servers|context_servers)\b/i;
const SERVERS_FILE = /(^|[\\/])\.?mcp(_config)?\.json$/i;
/** Prefix that marks any URL as that of a bucket. */
const BUCKET = 's3:';
const TEXT_WITHOUT_SCHEME = /^(?!\w{2,}:)[^?#]+$/;

const isAmazon = (text: string) =>
  URL.canParse(text) && /^https?:\/\//.test(text) && /(^|\.)s3[.-]/.test(new URL(text).hostname);

/** Returns the bucket after `s3:`, by its URL or in the syntax of the AWS command line: `s3://acme/docs`. */
function bucketIn(text: string): string {
  const place = text.slice(BUCKET.length);
  return isBucket(place) ? place : `${BUCKET}//${place.replace(/^\/+/, '')}`;
}

/** Returns the value of `--from` for a bucket. */
export const bucketText = (url: string): string => (isAmazon(url) ? url : `${BUCKET}${url}`);

const isSqlite = (text: string, file?: FileFacts) =>
  TEXT_WITHOUT_SCHEME.test(text) &&
  (file ? file.head.startsWith(SQLITE_HEAD) : /\.(db|sqlite3?)$/i.test(text));

const when = (matches: boolean, target: ConnectionTarget): ConnectionTarget | undefined =>
  matches ? target : undefined;

/** Kinds of targets; the first row that accepts a text decides. */
const ROWS: readonly TargetRow[] = [
  {
    kind: 'demo',
    words: 'A demo: notes in memory, without an account.',
    read: (text) => when(text === 'demo', { is: 'demo' }),
  },
  {
    kind: 'code',
    words: 'Own code: tools call functions of the project.',
    read: (text) => when(text === 'code', { is: 'code' }),
  },
  {
    kind: 'service',
    words: 'A known service.',
    read: (text) => {
      const id = serviceNamed(text);
      return id === undefined ? undefined : { is: 'service', id };
    },
  },
  {
    kind: 'request',
    words: 'A request to an API. It becomes a tool, and is not sent.',
    read: (text) => when(isRequest(text), { is: 'request', text: completeRequests(text) }),
  },
  {
    kind: 'client',
    words: 'The servers that an MCP client uses.',
    read: (text) => {
      const [, id] = /^client:([a-z0-9-]+)$/.exec(text) ?? [];
      return id === undefined ? undefined : { is: 'client', id };
    },
  },
  {
    kind: 'server',
    words: 'An MCP server: the command that starts it, its package or its folder.',
    read: (text, file) => {
      const isServer = file?.kind === 'directory' && isServerPackage(file.head);
      const program = isServer
        ? folderCommand(text, file.head)
        : file
          ? fileCommand(text, file.head)
          : packageCommand(text);
      if (program !== undefined) return { is: 'server', target: program };
      const isCommand = COMMAND.test(text) || PATH_COMMAND.test(text);
      return when(!file && isCommand, { is: 'server', target: text });
    },
  },
  {
    kind: 'database',
    words: 'A database. Its catalog is read when you confirm.',
    read: (text, file) => {
      if (DATABASE.test(text) || SETTINGS.test(text)) return { is: 'database', url: text };
      if (VARIABLE.test(text) && !file) return { is: 'database', url: `env:${text}` };
      return when(isSqlite(text, file), { is: 'database', url: `sqlite:${text}` });
    },
  },
  {
    kind: 'files',
    words: 'A folder with files, or an S3 bucket.',
    read: (text, file) => {
      if (text.startsWith(BUCKET)) return { is: 'files', storage: bucketIn(text) };
      return when(file?.kind === 'directory' || isAmazon(text), { is: 'files', storage: text });
    },
  },
  {
    kind: 'configuration',
    words: 'A configuration of an MCP client: its servers.',
    read: (text, file) => {
      const isOne = SERVERS_FILE.test(text) || (file && SERVERS.test(file.head));
      const isFile = file ? file.kind === 'file' && !isOpenApi(file.head) : true;
      return when(TEXT_WITHOUT_SCHEME.test(text) && isFile && isOne === true, {
        is: 'configuration',
        file: text,
      });
    },
  },
  {
    kind: 'document',
    words: 'A document: OpenAPI, or a configuration of an MCP client.',
    read: (text, file) => {
      const isNamed = TEXT_WITHOUT_SCHEME.test(text) && /\.(json|ya?ml)$/i.test(text);
      const isDocument = file?.kind === 'file' && (isNamed || isOpenApi(file.head));
      return when(isDocument || (isNamed && !file), { is: 'document', file: text });
    },
  },
  {
    kind: 'url',
    words: 'A URL: OpenAPI document, MCP server or API. It is opened when you confirm.',
    read: (text, file) => {
      const url = file ? '' : asUrl(text);
      return when(/^https?:\/\/[^\s/]/.test(url), { is: 'url', url });
    },
  },
];

/** The kinds of target that a question asks for, which a text is if possible. */
export interface TargetQuestion {
  kinds: readonly ConnectionTarget['is'][];
  /** Returns the target of any other text; if undefined, the target without the question. */
  otherwise?(text: string): ConnectionTarget | undefined;
}

/** Returns the target of a text; undefined if it is nothing to connect to. */
export function targetIn(
  text: string,
  file?: FileFacts,
  question?: TargetQuestion,
): ConnectionTarget | undefined {
  return (
    (question && firstTarget(question.kinds, text, file)) ??
    question?.otherwise?.(text) ??
    firstTarget(undefined, text, file)
  );
}

/** @param kinds of target to consider; all by default */
function firstTarget(kinds: TargetQuestion['kinds'] | undefined, text: string, file?: FileFacts) {
  for (const { kind, read } of ROWS) {
    const target = kinds && !kinds.includes(kind) ? undefined : read(text, file);
    if (target) return target;
  }
  return undefined;
}

/** Returns an answer for storage, without the secrets of a request. */
export function storableText(text: string): string {
  const target = targetIn(text);
  return target?.is === 'request' ? target.text : text;
}

/** Returns a sentence for the user who types a text, about what it would connect to. */
export function targetSentence(text: string, question?: TargetQuestion): string | undefined {
  const trimmedText = text.trim();
  const target = trimmedText === '' ? undefined : targetIn(trimmedText, undefined, question);
  const words = ROWS.find(({ kind }) => kind === target?.is)?.words;
  return replaceSecretsByDots(text) === text
    ? words
    : [words, 'What is hidden is in no file.'].filter(Boolean).join(' ');
}

/** Returns the id of the service with an id or a display name. */
function serviceNamed(text: string): keyof typeof presets | undefined {
  const name = text.toLowerCase();
  const ids = Object.keys(presets) as (keyof typeof presets)[];
  return ids.find((id) => id === name || presets[id].displayName.toLowerCase() === name);
}
