import { completeRequests, isRequest } from '../kinds/api/request-line.js';
import { isBucket } from '../kinds/files/storage.js';
import { asUrl } from '../model/as-url.js';
import { presets } from '../presets/register.gen.js';
import { isOpenApi } from './openapi/is-openapi.js';

/** What a project connects to, as one text says it. */
export type ConnectionTarget =
  | { is: 'demo' }
  /** Functions of the project. */
  | { is: 'code' }
  | { is: 'service'; id: keyof typeof presets }
  /** A curl command, or a method and a path. */
  | { is: 'request'; text: string }
  /** The servers in the configuration of an MCP client. */
  | { is: 'client'; id: string }
  /** The same, by the file. */
  | { is: 'configuration'; file: string }
  /** The command that starts an MCP server. */
  | { is: 'server'; target: string }
  | { is: 'database'; url: string }
  /** An OpenAPI document, or a spec. */
  | { is: 'document'; file: string }
  | { is: 'files'; storage: string }
  /** An API of which only the address is known. `isOpen`: it responds there without credentials. */
  | { is: 'api'; baseUrl: string; isOpen?: boolean }
  /** It is opened to find out: a document, an MCP server or an API, unless `kind` says which of the latter it is. */
  | { is: 'url'; url: string; kind?: UrlKind | undefined };

/** What a URL can be that is not of a document. */
export type UrlKind = (typeof URL_KINDS)[number];
export const URL_KINDS = ['api', 'mcp'] as const;

/** What is at a path in the working directory. */
export interface Found {
  kind: 'file' | 'directory';
  /** The beginning of a file. */
  head: string;
}

interface Row {
  is: ConnectionTarget['is'];
  /** For the person who types it. */
  words: string;
  /** Undefined: it is something else. `found` is absent where nothing is at the path, or while somebody types. */
  read(text: string, found?: Found): ConnectionTarget | undefined;
}

const PROGRAM = /^(npx|pnpx|bunx|uvx|pipx|docker|podman|node|bun|deno|python3?|uv)\s+\S/;
const DATABASE = /^(postgres(ql)?|mysql|mariadb|sqlite):|^env:\w+$/i;
/** Settings of a connection, as libpq and ODBC have them: they can contain a password, so they are never shown. */
const SETTINGS = /(^|[\s;])(host|server|dbname|database|user|uid|user id|pwd|password)\s*=/i;
/** `DATABASE_URL` */
const VARIABLE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/;
const SQLITE_HEAD = 'SQLite format 3\0';
/** A configuration of an MCP client, by what it contains or by its name. */
const SERVERS = /\b(mcp_?servers|context_servers)\b/i;
const SERVERS_FILE = /(^|[\\/])\.?mcp(_config)?\.json$/i;
/** Says of any URL that it is a bucket. */
const BUCKET = 's3:';
const NO_SCHEME = /^(?!\w{2,}:)[^?#]+$/;

const isAmazon = (text: string) =>
  URL.canParse(text) && /^https?:\/\//.test(text) && /(^|\.)s3[.-]/.test(new URL(text).hostname);

/** The bucket after `s3:`, by its URL or as the command line of AWS names it: `s3://acme/docs`. */
function bucketIn(text: string): string {
  const place = text.slice(BUCKET.length);
  return isBucket(place) ? place : `${BUCKET}//${place.replace(/^\/+/, '')}`;
}

/** The URL of a bucket as `--from` takes it. */
export const bucketText = (url: string): string => (isAmazon(url) ? url : `${BUCKET}${url}`);

const isSqlite = (text: string, found?: Found) =>
  NO_SCHEME.test(text) &&
  (found ? found.head.startsWith(SQLITE_HEAD) : /\.(db|sqlite3?)$/i.test(text));

const when = (is: boolean, target: ConnectionTarget): ConnectionTarget | undefined =>
  is ? target : undefined;

/** The first row that can read a text wins. */
const ROWS: readonly Row[] = [
  {
    is: 'demo',
    words: 'A demo: notes in memory, without an account.',
    read: (text) => when(text === 'demo', { is: 'demo' }),
  },
  {
    is: 'code',
    words: 'Own code: tools call functions of the project.',
    read: (text) => when(text === 'code', { is: 'code' }),
  },
  {
    is: 'service',
    words: 'A known service.',
    read: (text) => {
      const id = serviceNamed(text);
      return id === undefined ? undefined : { is: 'service', id };
    },
  },
  {
    is: 'request',
    words: 'A request to an API. It becomes a tool, and is not sent.',
    read: (text) => when(isRequest(text), { is: 'request', text: completeRequests(text) }),
  },
  {
    is: 'client',
    words: 'The servers that an MCP client uses.',
    read: (text) => {
      const [, id] = /^client:([a-z0-9-]+)$/.exec(text) ?? [];
      return id === undefined ? undefined : { is: 'client', id };
    },
  },
  {
    is: 'server',
    words: 'A command that starts an MCP server.',
    read: (text) => when(PROGRAM.test(text), { is: 'server', target: text }),
  },
  {
    is: 'database',
    words: 'A database. Its catalog is read when you confirm.',
    read: (text, found) => {
      if (DATABASE.test(text) || SETTINGS.test(text)) return { is: 'database', url: text };
      if (VARIABLE.test(text) && !found) return { is: 'database', url: `env:${text}` };
      return when(isSqlite(text, found), { is: 'database', url: `sqlite:${text}` });
    },
  },
  {
    is: 'files',
    words: 'A folder with files, or an S3 bucket.',
    read: (text, found) => {
      if (text.startsWith(BUCKET)) return { is: 'files', storage: bucketIn(text) };
      return when(found?.kind === 'directory' || isAmazon(text), { is: 'files', storage: text });
    },
  },
  {
    is: 'configuration',
    words: 'A configuration of an MCP client: its servers.',
    read: (text, found) => {
      const isOne = SERVERS_FILE.test(text) || (found && SERVERS.test(found.head));
      const isFile = found ? found.kind === 'file' && !isOpenApi(found.head) : true;
      return when(NO_SCHEME.test(text) && isFile && isOne === true, {
        is: 'configuration',
        file: text,
      });
    },
  },
  {
    is: 'document',
    words: 'A document: OpenAPI, or a configuration of an MCP client.',
    read: (text, found) => {
      const isNamed = NO_SCHEME.test(text) && /\.(json|ya?ml)$/i.test(text);
      const isDocument = found?.kind === 'file' && (isNamed || isOpenApi(found.head));
      return when(isDocument || (isNamed && !found), { is: 'document', file: text });
    },
  },
  {
    is: 'url',
    words: 'A URL: OpenAPI document, MCP server or API. It is opened when you confirm.',
    read: (text, found) => {
      const url = found ? '' : asUrl(text);
      return when(/^https?:\/\/[^\s/]/.test(url), { is: 'url', url });
    },
  },
];

/** What was asked for, so that a text is that if it can be. */
export interface Asked {
  kinds: readonly ConnectionTarget['is'][];
  /** What any other text is; undefined: what it is without the question. */
  otherwise?(text: string): ConnectionTarget | undefined;
}

/** What a text connects to; undefined where it says nothing that can be connected. */
export function targetIn(text: string, found?: Found, asked?: Asked): ConnectionTarget | undefined {
  return (
    (asked && firstOf(asked.kinds, text, found)) ??
    asked?.otherwise?.(text) ??
    firstOf(undefined, text, found)
  );
}

/** @param kinds what it can be; by default anything */
function firstOf(kinds: Asked['kinds'] | undefined, text: string, found?: Found) {
  for (const { is, read } of ROWS) {
    const target = kinds && !kinds.includes(is) ? undefined : read(text, found);
    if (target) return target;
  }
  return undefined;
}

/** An answer as it is kept: without the secrets of a request. */
export function keptText(text: string): string {
  const target = targetIn(text);
  return target?.is === 'request' ? target.text : text;
}

/** What a text would be taken for: a sentence for the person who types it. */
export function takenFor(text: string, asked?: Asked): string | undefined {
  const typed = text.trim();
  const target = typed === '' ? undefined : targetIn(typed, undefined, asked);
  return ROWS.find(({ is }) => is === target?.is)?.words;
}

/** The service of an id or of a display name. */
function serviceNamed(text: string): keyof typeof presets | undefined {
  const name = text.toLowerCase();
  const ids = Object.keys(presets) as (keyof typeof presets)[];
  return ids.find((id) => id === name || presets[id].displayName.toLowerCase() === name);
}
