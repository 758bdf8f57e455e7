import { httpMethods, type HttpMethod } from '../../model/http.js';
import { Misread } from '../../model/scanner.js';
import { looksSecret, mayBeSecret } from '../../model/secrets.js';
import type { AuthSpec } from '../../model/spec.js';
import { LINE_BREAK } from '../../model/questions.js';
import { quote } from '../../spec/sentence.js';
import { shellWords } from '../../model/shell-words.js';

/** One request that somebody pasted: a curl command, or a method and a path or URL. */
export interface Pasted {
  method: HttpMethod;
  /** As pasted, without a query. */
  target: string;
  query: readonly Field[];
  headers: readonly Field[];
  body?: PastedBody;
  /** How it authenticates; absent where it shows no credentials. */
  auth?: AuthSpec;
  /** Where a secret was, in words. */
  dropped: readonly string[];
  /** The same without secrets. */
  text: string;
}

export interface Field {
  name: string;
  value: string;
}

type PastedBody =
  | { as: 'json'; value: unknown }
  | { as: 'form'; fields: readonly Field[] }
  | { as: 'multipart'; fields: readonly (Field & { isFile: boolean })[] }
  | { as: 'text'; value: string };

/** In place of a secret. */
const HIDDEN = '…';

/** Parameters that are credentials if their values look like one: of Google, OpenWeather and others. */
const KEY = /key$|^app_?id$/i;

/** Whether a value is a credential: by its name, by its form, or because it was hidden before. */
const isCredential = (name: string, value: string): boolean =>
  value === HIDDEN ||
  (value !== '' && (mayBeSecret(name) || looksSecret(value))) ||
  (KEY.test(name) && (looksRandom(value) || UUID.test(value) || mayBeSecret(value)));

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether nobody would write such a word: keys, signatures and cursors are no examples. */
const looksRandom = (value: string): boolean =>
  /^(?=.*\d)(?=.*[A-Za-z])[\w.~+/=-]{20,}$/.test(value) && !UUID.test(value);

const isCurl = (text: string): boolean => /^curl(\.exe)?\s/i.test(text);

/** A request in one line: line breaks of a command are continued. */
export const joinedLines = (text: string): string =>
  isCurl(text) ? text.replaceAll(new RegExp(`\\s*\\\\?\\s*${LINE_BREAK}\\s*`, 'g'), ' ') : text;

/**
 * Reads a request, and drops its secrets: only their style and name stay.
 * @throws Misread
 */
export function readPasted(text: string): Pasted {
  if (isCurl(text)) return new Curl(shellWordsIn(text).slice(1)).pasted();
  const [, word = '', target = ''] = /^(\S+)\s+(\S+)$/.exec(text.trim()) ?? [];
  const method = httpMethods.find((name) => name === word.toUpperCase());
  if (method === undefined) {
    const isName = /^[a-z]\w*$/i.test(text);
    throw new Misread(
      0,
      isName
        ? `${quote(text)} is a name. Enter a method and a path, such as POST /rooms/{room_id}/archive.`
        : 'Enter a method and a path, such as GET /rooms/{room_id}, or a curl command.',
    );
  }
  const { auth, dropped, ...request } = fromUrl(target);
  return {
    method,
    ...request,
    headers: [],
    ...(auth && { auth }),
    dropped,
    text: `${method} ${request.shown}`,
  };
}

const USER_INFO = /(:\/\/)[^/@]*@/;
/** As in `/bot110201543:AAHdq…/getMe` of Telegram. */
const KEY_IN_PATH = new RegExp(
  `^([a-z]+://[^/]*)?/([A-Za-z]*)(\\d+:[\\w-]{20,}|(?<=[A-Za-z])${HIDDEN})(/.*)?$`,
);

/** What a URL says of a request. */
function fromUrl(url: string) {
  const [target = '', search = ''] = url.replace(/#.*$/s, '').split(/\?(.*)/s);
  const query: Field[] = [];
  const shown: string[] = [];
  const dropped: string[] = [];
  let auth: AuthSpec | undefined;
  for (const part of search.split('&').filter(Boolean)) {
    const [name = '', value = ''] = part.split(/=(.*)/s).map(decoded);
    if (isCredential(name, value)) {
      auth ??= { style: 'api-key', in: 'query', name };
      dropped.push(`query parameter ${quote(name)}`);
      shown.push(`${name}=${HIDDEN}`);
    } else {
      const isKept = !looksRandom(value); // a cursor, for example
      query.push({ name, value: isKept ? value : '' });
      shown.push(isKept ? part : `${name}=`);
    }
  }
  if (USER_INFO.test(target)) {
    auth = { style: 'basic' };
    dropped.push('user name and password in the URL');
  }
  const [, start = '', prefix = '', key, rest = ''] = KEY_IN_PATH.exec(target) ?? [];
  if (key !== undefined) {
    auth ??= { style: 'path-key', ...(prefix !== '' && { prefix }) };
    dropped.push('key in the path');
  }
  const path = withoutIds(key === undefined ? target : `${start}${rest}`);
  const said = key === undefined ? path : `${start}/${prefix}${HIDDEN}${withoutIds(rest)}`;
  return {
    target: path.replace(USER_INFO, '$1'),
    query,
    auth,
    dropped,
    shown:
      said.replace(USER_INFO, `$1${HIDDEN}@`) + (shown.length > 0 ? `?${shown.join('&')}` : ''),
  };
}

/** Ids that look like keys, such as those of webhooks, are no examples. */
const withoutIds = (path: string): string =>
  path
    .split('/')
    .map((segment) => (isId(segment) && looksRandom(segment) ? HIDDEN : segment))
    .join('/');

/** Digits in short words of small letters are part of the word: `oauth2`, `s3`; ids of such letters alone are longer. */
const LIKE_ID = /^\d+$|[A-Z_-]|.{16}/;
const VERSION = /(^|[_-])v\d/i;

/** Whether a segment of a path is an id: `42`, `A-1001`, `ORD_77`, a UUID; not a word or a version. */
export const isId = (segment: string): boolean =>
  isHidden(segment) ||
  (/^(?=.*\d)[\w-]+$/.test(segment) && LIKE_ID.test(segment) && !VERSION.test(segment));

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
};

/** Short options of curl by their long names, as far as they matter. */
const LONG: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  F: 'form',
  u: 'user',
  b: 'cookie',
  G: 'get',
  I: 'head',
  T: 'upload-file',
};
/** Others with a value, which is skipped. */
const SKIPPED = new Set(
  (
    'A e o m x w c K E C r y Y z user-agent referer output max-time proxy write-out cookie-jar config cert key cacert ' +
    'connect-timeout retry retry-delay resolve range limit-rate interface proxy-user tlsv1 ciphers'
  ).split(' '),
);
/** Set by the HTTP client, by a browser, or anew for each request. */
const NOISE =
  /^(accept(-.*)?|connection|content-(length|type)|host|origin|referer|user-agent|cache-control|pragma|dnt|priority|te|upgrade-insecure-requests|sec-.*|x-requested-with|if-.*|idempotency-key|trace(parent|state)|baggage|x-(request|correlation|amzn-trace)-id)$/i;

/** Reads the words of a curl command one after another. */
class Curl {
  #method: string | undefined;
  #url: string | undefined;
  #auth: AuthSpec | undefined;
  #type = '';
  #isQuery = false;
  readonly #headers: Field[] = [];
  readonly #data: string[] = [];
  readonly #parts: (Field & { isFile: boolean })[] = [];
  readonly #dropped: string[] = [];
  readonly #shown: string[] = ['curl'];

  constructor(words: readonly string[]) {
    const rest = [...words];
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      const [, long, joined] = /^--([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
      const [, short, value] = /^-([A-Za-z])(.*)$/s.exec(word) ?? [];
      if (long !== undefined) this.#option(long, () => joined ?? rest.shift() ?? '');
      else if (short !== undefined) this.#short(short, value ?? '', () => rest.shift() ?? '');
      else this.#url ??= word;
    }
  }

  /** `-sSLX POST`, `-XPOST`: switches first, then one with a value. */
  #short(letter: string, rest: string, next: () => string): void {
    const name = LONG[letter];
    const takesValue = SKIPPED.has(letter) || (name !== undefined && !/^(get|head)$/.test(name));
    if (takesValue) {
      this.#option(name ?? letter, () => (rest === '' ? next() : rest));
      return;
    }
    if (name !== undefined) this.#option(name, next);
    const [second, others] = [rest.charAt(0), rest.slice(1)];
    if (second !== '') this.#short(second, others, next);
  }

  #option(name: string, value: () => string): void {
    if (name === 'request') this.#method = value().toUpperCase();
    else if (name === 'url') this.#url = value();
    else if (name === 'header') this.#header(value());
    else if (name === 'user' || name === 'oauth2-bearer') {
      value();
      this.#auth = { style: name === 'user' ? 'basic' : 'bearer' };
      this.#dropped.push(`value of "--${name}"`);
      this.#shown.push(`--${name}`, HIDDEN);
    } else if (name === 'cookie') {
      value();
      this.#dropCookies();
    } else if (name === 'head') this.#method ??= 'HEAD';
    else if (name === 'get') this.#isQuery = true;
    else if (name === 'json') {
      this.#type = 'application/json';
      this.#data.push(this.#text(value()));
    } else if (name === 'data-urlencode') {
      const [field = '', text = ''] = value().split(/=(.*)/s);
      this.#data.push(`${field}=${encodeURIComponent(text)}`);
    } else if (/^data(-raw|-binary|-ascii)?$/.test(name))
      this.#data.push(name === 'data-raw' ? value() : this.#text(value()));
    else if (name === 'form' || name === 'form-string') this.#part(value());
    else if (name === 'upload-file')
      throw new Misread(0, '"--upload-file" sends a file: enter the request as METHOD /path.');
    else if (SKIPPED.has(name)) value();
  }

  #text(value: string): string {
    if (!value.startsWith('@')) return value;
    throw new Misread(
      0,
      `${quote(value)} is a file: paste its content, or enter the body fields as arguments.`,
    );
  }

  #header(header: string): void {
    const [name = '', text = ''] = header.split(/:\s*(.*)/s);
    const [, prefix = '', rest = ''] = /^([A-Za-z][\w-]* )?(.*)$/s.exec(text) ?? [];
    const lower = name.toLowerCase();
    if (lower === 'content-type') this.#type = text.toLowerCase();
    if (lower === 'cookie') this.#dropCookies();
    else if (lower === 'authorization') {
      const scheme = prefix.trim().toLowerCase();
      this.#drop(
        name,
        scheme === 'basic' || scheme === 'bearer'
          ? { style: scheme }
          : { style: 'api-key', in: 'header', name, ...(prefix !== '' && { prefix }) },
        prefix,
      );
    } else if (NOISE.test(name)) {
      if (lower === 'content-type') this.#shown.push('-H', `${name}: ${text}`);
    } else if (/[-_]key$/i.test(name) || isCredential(name, rest) || looksRandom(rest))
      this.#drop(name, { style: 'api-key', in: 'header', name }, '');
    else if (text !== '') {
      this.#headers.push({ name, value: text });
      this.#shown.push('-H', `${name}: ${text}`);
    }
  }

  #dropCookies(): void {
    this.#dropped.push('cookies');
    this.#shown.push('--cookie', HIDDEN);
  }

  #drop(name: string, auth: AuthSpec, prefix: string): void {
    this.#auth ??= auth;
    this.#dropped.push(`value of ${quote(name)}`);
    this.#shown.push('-H', `${name}: ${prefix}${HIDDEN}`);
  }

  #part(text: string): void {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    this.#parts.push({ name, value: bare(name, value), isFile: /^[@<]/.test(value) });
  }

  pasted(): Pasted {
    if (this.#url === undefined) throw new Misread(0, 'The command has no URL.');
    const data = this.#data.join('&');
    const whole =
      this.#isQuery && data !== ''
        ? `${this.#url}${this.#url.includes('?') ? '&' : '?'}${data}`
        : this.#url;
    const url = fromUrl(whole.includes('://') ? whole : `https://${whole}`);
    const body = this.#isQuery ? undefined : this.#body(data);
    const stated = this.#method ?? (body ? 'POST' : 'GET');
    const method = httpMethods.find((name) => name === stated);
    if (method === undefined) throw new Misread(0, `The method ${quote(stated)} is not possible.`);
    const auth = this.#auth ?? url.auth;
    return {
      method,
      target: url.target,
      query: url.query,
      headers: this.#headers,
      ...(body && { body }),
      ...(auth && { auth }),
      dropped: [...this.#dropped, ...url.dropped],
      text: shellWords([...this.#shown, '-X', method, ...shownBody(body), url.shown]),
    };
  }

  #body(data: string): PastedBody | undefined {
    if (this.#parts.length > 0) return { as: 'multipart', fields: this.#parts };
    if (data === '') return undefined;
    if (this.#type.includes('json') || /^\s*[[{]/.test(data)) return jsonBody(data);
    if (this.#type !== '' && !this.#type.includes('form-urlencoded'))
      return { as: 'text', value: data };
    const fields = data.split('&').map((part) => {
      const [name = '', value = ''] = part.split(/=(.*)/s).map(decoded);
      return { name, value: bare(name, value) };
    });
    return { as: 'form', fields };
  }
}

function jsonBody(data: string): PastedBody {
  try {
    return { as: 'json', value: withoutSecrets(JSON.parse(data) as unknown) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Misread(0, `The body is not JSON: ${error.message}.`);
  }
}

const bare = (name: string, value: string): string =>
  isCredential(name, value) || looksRandom(value) ? HIDDEN : value;

function withoutSecrets(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return bare(name, value);
  if (Array.isArray(value)) return value.map((each) => withoutSecrets(each, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withoutSecrets(each, key)]),
  );
}

/** Whether a value stands for a secret that was dropped. */
export const isHidden = (value: unknown): boolean => value === HIDDEN;

function shownBody(body: PastedBody | undefined): string[] {
  switch (body?.as) {
    case undefined:
      return [];
    case 'json':
      return ['--json', JSON.stringify(body.value)];
    case 'form':
      return body.fields.flatMap(({ name, value }) => ['--data-urlencode', `${name}=${value}`]);
    case 'multipart':
      return body.fields.flatMap(({ name, value }) => ['-F', `${name}=${value}`]);
    case 'text':
      return ['--data-raw', body.value];
  }
}

/** Pieces of a word (POSIX, "Quoting"): in single quotes, in `$'…'` of Bash, in double quotes, escaped, and plain. */
const PIECE =
  /'([^']*)'|\$'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\\(.)|((?:[^\s'"\\$]|\$(?!'))+)/gsy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * The words of a command, as a shell splits them. Nothing is executed: `$(…)`, backquotes and variables stay as they are.
 * @throws Misread
 */
function shellWordsIn(command: string): string[] {
  const text = command.replace(/\\\r?\n/g, ''); // POSIX, "Escape Character (Backslash)"
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) break;
    let word = '';
    const start = at;
    for (;;) {
      PIECE.lastIndex = at;
      const match = PIECE.exec(text);
      if (!match) break;
      const [whole, single, ansi, double, escaped, plain] = match;
      word +=
        single ??
        ansi?.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter) ??
        double?.replace(/\\(["\\$`])/g, '$1') ??
        escaped ??
        plain ??
        '';
      at += whole.length;
    }
    const rest = text.charAt(at);
    if (rest !== '' && !/\s/.test(rest)) throw new Misread(at, `The quote ${rest} has no end.`);
    if (at === start) break;
    words.push(word);
  }
  return words;
}
