import { type HttpMethod, httpMethods, methodsWithoutBody } from '../../../model/http.js';
import { ownValue } from '../../../model/json-schema/subschemas.js';
import { FORM, isJsonLines } from '../../../model/media-type.js';
import { LINE_BREAK } from '../../../model/questions.js';
import { ScanError } from '../../../model/scanner.js';
import { looksSecret, mayBeSecret } from '../../../model/secrets.js';
import type { AuthSpec } from '../../../model/spec.js';
import { didYouMean } from '../../../model/text/nearest.js';
import { shellWords } from '../../../model/text/shell-words.js';
import { quote } from '../../../spec/sentence.js';
import { CURL_LETTERS, CURL_OPTIONS } from './curl-options.js';
import { posixWords } from './posix-words.js';

/** One pasted request: a curl command, or a method with a path or URL. */
export interface PastedRequest {
  method: HttpMethod;
  /** The pasted URL without its query. */
  target: string;
  query: readonly PastedField[];
  headers: readonly PastedField[];
  body?: PastedBody;
  /** The auth style; absent if the request has no credentials. */
  auth?: AuthSpec;
  /** Words for the places of removed secrets. */
  dropped: readonly string[];
  /** Words for other parts that a tool does not have. */
  ignored: readonly string[];
  /** The request as text, without secrets. */
  text: string;
}

export interface PastedField {
  name: string;
  value: string;
}

/** Body of a pasted request. `contentType` is absent if it is the default of `as`. */
type PastedBody =
  | { as: 'json'; value: unknown; contentType?: string }
  | { as: 'form'; fields: readonly PastedField[] }
  | { as: 'multipart'; fields: readonly PastedPart[] }
  | { as: 'text'; contentType?: string };

interface PastedPart extends PastedField {
  isFile: boolean;
  contentType?: string;
}

const HIDDEN_SECRET = '…';

/** Parameters of Google, OpenWeather and others that are credentials only if their values look random. */
const KEY = /key$|^app_?id$/i;

/**
 * Returns whether a value is a credential, judging by its name or its form, or because it is
 * already the placeholder.
 */
const isCredential = (name: string, value: string): boolean =>
  value === HIDDEN_SECRET ||
  (value !== '' && (mayBeSecret(name) || looksSecret(value))) ||
  (KEY.test(name) && (looksRandom(value) || UUID.test(value) || mayBeSecret(value)));

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Returns whether a text looks generated. Keys, signatures and cursors are not useful as examples. */
const looksRandom = (value: string): boolean =>
  /^(?=.*\d)(?=.*[A-Za-z])[\w.~+/=-]{20,}$/.test(value) && !UUID.test(value);

export const isCurl = (text: string): boolean => /^curl(\.exe)?\s/i.test(text);

/** Returns a refusal of the whole text, which therefore points at its beginning. */
const wholeTextRefusal = (message: string): ScanError => new ScanError(0, message);

/** Returns the request on one line: continued lines of a command are joined. */
export const joinLines = (text: string): string =>
  isCurl(text)
    ? text.replaceAll(new RegExp(`\\s*[\\\\^\`]?\\s*${LINE_BREAK}\\s*`, 'g'), ' ')
    : text;

/** Parses a request and removes its secrets, of which only the style and the name stay. @throws ScanError */
export function parsePastedRequest(text: string): PastedRequest {
  if (isCurl(text)) return new CurlCommand(posixWords(text).slice(1)).pasted();
  const [, methodText = '', target = ''] = /^(\S+)\s+(\S+)$/.exec(text.trim()) ?? [];
  const method = httpMethods.find((name) => name === methodText.toUpperCase());
  if (method === undefined) {
    const isName = /^[a-z]\w*$/i.test(text);
    throw wholeTextRefusal(
      isName
        ? `${quote(text)} is a name. Enter a method and a path, such as POST /rooms/{room_id}/archive.`
        : 'Enter a method and a path, such as GET /rooms/{room_id}, or a curl command.',
    );
  }
  const { auth, dropped: droppedParts, ...request } = fromUrl(target);
  return {
    method,
    ...request,
    headers: [],
    ...(auth && { auth }),
    dropped: droppedParts,
    ignored: [],
    text: `${method} ${request.shown}`,
  };
}

/** Returns sentences about the parts of a request that the tool does not have. */
export const pastedNotes = ({ dropped, ignored }: PastedRequest): string[] => [
  ...(dropped.length > 0 ? [`Dropped, and written nowhere: ${dropped.join(', ')}.`] : []),
  ...(ignored.length > 0 ? [`Not part of the tool: ${ignored.join(', ')}.`] : []),
];

const USER_INFO = /(:\/\/)[^/@]*@/;
/** Bot tokens in a path, such as `/bot110201543:AAHdq…/getMe` of Telegram. */
const KEY_IN_PATH = new RegExp(
  `^([a-z]+://[^/]*)?/([A-Za-z]*)(\\d+:[\\w-]{20,}|(?<=[A-Za-z])${HIDDEN_SECRET})(/.*)?$`,
);

/** Returns names and values of a query or a form, each with its part of the text. */
const pairsIn = (text: string) =>
  text
    .split('&')
    .flatMap((part) =>
      Array.from(new URLSearchParams(part), ([name, value]) => ({ name, value, part })),
    );

/** A variable in place of the base URL: `$BASE/rooms`, `{{baseUrl}}/rooms`. */
export const BASE_VARIABLE = /^(?:\$\{?\w+\}?|\{\{[\w.-]+\}\})(?=[/?]|$)/;

/** Returns the parts of a request that its URL contains, or its path and query. */
function fromUrl(url: string) {
  const [target = '', search = ''] = url
    .replace(BASE_VARIABLE, '')
    .replace(/#.*$/s, '')
    .split(/\?(.*)/s);
  const query: PastedField[] = [];
  const visibleWords: string[] = [];
  const dropped: string[] = [];
  let auth: AuthSpec | undefined;
  for (const { name, value, part } of pairsIn(search)) {
    const [key = ''] = part.split('=', 1);
    if (isCredential(name, value)) {
      auth ??= { style: 'api-key', in: 'query', name };
      dropped.push(`query parameter ${quote(name)}`);
      visibleWords.push(`${key}=${HIDDEN_SECRET}`);
    } else {
      const isKept = !looksRandom(value); // a cursor, for example
      query.push({ name, value: isKept ? value : '' });
      visibleWords.push(isKept ? part : `${key}=`);
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
  const maskedAddress =
    key === undefined ? path : `${start}/${prefix}${HIDDEN_SECRET}${withoutIds(rest)}`;
  return {
    target: path.replace(USER_INFO, '$1'),
    query,
    auth,
    dropped,
    shown:
      maskedAddress.replace(USER_INFO, `$1${HIDDEN_SECRET}@`) +
      (visibleWords.length > 0 ? `?${visibleWords.join('&')}` : ''),
  };
}

/** Replaces ids that look like keys, such as those of webhooks, because they are not useful as examples. */
const withoutIds = (path: string): string =>
  path
    .split('/')
    .map((segment) => (isId(segment) && looksRandom(segment) ? HIDDEN_SECRET : segment))
    .join('/');

/**
 * Digits within short lower-case words belong to the word (`oauth2`, `s3`). Ids of lower-case
 * letters only are longer.
 */
const LIKE_ID = /^\d+$|[A-Z_-]|.{16}/;
const VERSION = /(^|[_-])v\d/i;

/** Returns whether a segment of a path is an id: `42`, `A-1001`, `ORD_77`, a UUID; not a word or a version. */
export const isId = (segment: string): boolean =>
  segment === HIDDEN_SECRET ||
  (/^(?=.*\d)[\w-]+$/.test(segment) && LIKE_ID.test(segment) && !VERSION.test(segment));

/** Options that change what is requested, with the advice that the error shows. */
const REFUSED_OPTIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['aws-sigv4', 'digest', 'httpsig-key', 'negotiate', 'ntlm', 'ntlm-wb'].map((name) => [
      name,
      'is a sign-in that providers do not have: remove it, and the credentials.',
    ]),
  ),
  next: 'begins another request: paste one.',
  config: 'reads options from a file: write them into the command.',
  variable: 'sets a variable: write its value into the command.',
  'upload-file': 'sends a file: enter the request as METHOD /path.',
  'request-target': 'replaces the path: write it into the URL.',
};

/** Options that set a header, with the start of that header. */
const HEADERS: Readonly<Record<string, string>> = {
  header: '',
  'user-agent': 'User-Agent: ',
  range: 'Range: bytes=',
  'time-cond': 'If-Modified-Since: ',
  'etag-compare': 'If-None-Match: ',
};

/** Headers that the HTTP client or a browser sets, or that differ with each request. */
const NOISE_HEADER =
  /^(accept-encoding|connection|content-length|origin|referer|cache-control|pragma|dnt|priority|te|upgrade-insecure-requests|sec-.*|trace(parent|state)|baggage|x-(request|correlation|amzn-trace)-id)$/i;
/** Headers that browsers and HTTP clients send with these values. */
const USUAL_HEADERS: Readonly<Record<string, RegExp>> = {
  accept:
    /^(application\/json|((text\/(html|plain|javascript)|application\/(json|xml|xhtml\+xml)|image\/[\w+*.-]+)(;\s*q=[\d.]+)?,\s*)*\*\/\*)(;\s*(charset|q)=.*)?$/i,
  'accept-language': /;\s*q=/i,
  'user-agent': /^Mozilla\//,
};
/** Headers of a single request, or of one client and its proxy. */
const SINGLE_REQUEST_HEADER = /^(host|if-.*|idempotency-key|proxy-.*|user-agent)$/i;
/** A scheme before credentials (RFC 9110 section 11.1), in any header. */
const SCHEME = /^(basic|bearer|token|digest|apikey|api-key) (?=\S)/i;

/** Parses the words of a curl command one after another. */
class CurlCommand {
  #method: string | undefined;
  #url: string | undefined;
  #auth: AuthSpec | undefined;
  /** Media type of the body. */
  #type: string | undefined;
  /** Data of the body; undefined if no option sets data. Empty data also makes the request a POST. */
  #data: string | undefined;
  #isQuery = false;
  #isHead = false;
  readonly #query: string[] = [];
  readonly #headers: PastedField[] = [];
  readonly #parts: PastedPart[] = [];
  readonly #dropped: string[] = [];
  readonly #ignored: string[] = [];
  readonly #shown: string[] = ['curl'];

  constructor(words: readonly string[]) {
    const rest = [...words];
    let areOptions = true;
    for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
      if (areOptions && word === '--') areOptions = false;
      else if (areOptions && /^(--|[–—])/.test(word)) this.#long(word, rest);
      else if (areOptions && word.startsWith('-')) this.#short(word, rest);
      else this.#address(word);
    }
  }

  /** Reads a long option: `--request POST`, `--request=POST`, `--no-get`. Some texts have dashes in place of hyphens. */
  #long(word: string, rest: string[]): void {
    const [, no, name = '', attachedValue] = /^--(no-)?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    const option = CURL_OPTIONS.get(name);
    if (!option) throw unknownOption(word.replace(/=.*$/s, ''));
    this.#option(name, option.value ? (attachedValue ?? rest.shift()) : '', no === undefined);
  }

  /** Reads short options: `-sSLX POST`, `-XPOST`. Switches come first, then one option with a value. */
  #short(word: string, rest: string[]): void {
    if (/^-(uri|method|headers|body|contenttype|usebasicparsing)$/i.test(word))
      throw wholeTextRefusal(
        `${quote(word)} is an option of PowerShell: copy the request as cURL.`,
      );
    for (let at = 1; at < word.length; at++) {
      const name = CURL_LETTERS.get(word.charAt(at));
      if (name === undefined) throw unknownOption(`-${word.charAt(at)}`);
      if (!CURL_OPTIONS.get(name)?.value) this.#option(name, '', true);
      else return this.#option(name, word.slice(at + 1) || rest.shift(), true);
    }
  }

  #option(name: string, value: string | undefined, isEnabled: boolean): void {
    const option = quote(`--${name}`);
    if (value === undefined) throw wholeTextRefusal(`The option ${option} needs a value.`);
    const fault = isEnabled ? ownValue(REFUSED_OPTIONS, name) : undefined;
    if (fault !== undefined) throw wholeTextRefusal(`${option} ${fault}`);
    const header = ownValue(HEADERS, name);
    if (header !== undefined) this.#header(`${header}${this.#text(value)}`);
    else if (name === 'request') this.#method = value.toUpperCase();
    else if (name === 'head') this.#isHead = isEnabled;
    else if (name === 'get') this.#isQuery = isEnabled;
    else if (name === 'url') this.#address(value);
    else if (name === 'url-query')
      this.#query.push(value.startsWith('+') ? value.slice(1) : this.#encoded(value));
    else if (name === 'json') {
      this.#type ??= 'application/json';
      this.#data = (this.#data ?? '') + this.#text(value);
    } else if (name === 'data-urlencode') this.#append(this.#encoded(value));
    else if (/^data(-raw|-binary|-ascii)?$/.test(name))
      this.#append(name === 'data-raw' ? value : this.#text(value));
    else if (name === 'form' || name === 'form-string')
      this.#parts.push(parseFormPart(value, name === 'form-string'));
    else if (name === 'cookie') this.#dropCookies();
    else if (CURL_OPTIONS.get(name)?.secret) {
      if (name === 'user') this.#auth = { style: 'basic' };
      if (name === 'oauth2-bearer') this.#auth = { style: 'bearer' };
      this.#dropped.push(`value of ${option}`);
      this.#shown.push(`--${name}`, HIDDEN_SECRET);
    }
  }

  #address(url: string): void {
    if (this.#url !== undefined) throw wholeTextRefusal('The command has several URLs: paste one.');
    this.#url = url.replace(/#.*$/s, '');
  }

  #append(data: string): void {
    this.#data = this.#data ? `${this.#data}&${data}` : data;
  }

  #text(value: string): string {
    if (!value.startsWith('@')) return value;
    throw wholeTextRefusal(
      `${quote(value)} is a file: paste its content, or enter the body fields as arguments.`,
    );
  }

  /** Returns the data in the forms `text`, `=text` and `name=text`. The file of `name@file` is not read. */
  #encoded(value: string): string {
    const separatorIndex = value.indexOf(value.includes('=') ? '=' : '@');
    const name = value.slice(0, Math.max(separatorIndex, 0));
    const content =
      value.charAt(separatorIndex) === '='
        ? value.slice(separatorIndex + 1)
        : this.#text(value.slice(name.length));
    return (name && `${name}=`) + encodeURIComponent(content);
  }

  #header(header: string): void {
    const [name = '', text = ''] = header.split(/:\s*(.*)/s);
    const [, prefix = '', rest = ''] = /^([A-Za-z][\w-]* )?(.*)$/s.exec(text) ?? [];
    const lower = name.toLowerCase();
    if (lower === 'content-type') {
      this.#type = text;
      this.#shown.push('-H', `${name}: ${text}`);
    } else if (text === '' || NOISE_HEADER.test(name) || ownValue(USUAL_HEADERS, lower)?.test(text))
      return;
    else if (lower === 'cookie') this.#dropCookies();
    else if (lower === 'authorization') {
      const scheme = prefix.trim().toLowerCase();
      this.#drop(
        name,
        scheme === 'basic' || scheme === 'bearer'
          ? { style: scheme }
          : { style: 'api-key', in: 'header', name, ...(prefix !== '' && { prefix }) },
        prefix,
      );
    } else if (SINGLE_REQUEST_HEADER.test(name)) {
      this.#ignored.push(`header ${quote(name)}`);
      this.#shown.push('-H', `${name}: ${HIDDEN_SECRET}`);
    } else if (SCHEME.test(text))
      this.#drop(name, { style: 'api-key', in: 'header', name, prefix }, prefix);
    else if (/[-_]key$/i.test(name) || isCredential(name, rest) || looksRandom(rest))
      this.#drop(name, { style: 'api-key', in: 'header', name }, '');
    else if (isPlaceholder(text)) {
      this.#ignored.push(`header ${quote(name)}`);
      this.#shown.push('-H', `${name}: ${text}`);
    } else {
      this.#headers.push({ name, value: text });
      this.#shown.push('-H', `${name}: ${text}`);
    }
  }

  #dropCookies(): void {
    this.#dropped.push('cookies');
    this.#shown.push('--cookie', HIDDEN_SECRET);
  }

  #drop(name: string, auth: AuthSpec, prefix: string): void {
    this.#auth ??= auth;
    this.#dropped.push(`value of ${quote(name)}`);
    this.#shown.push('-H', `${name}: ${prefix}${HIDDEN_SECRET}`);
  }

  pasted(): PastedRequest {
    if (this.#url === undefined) throw wholeTextRefusal('The command has no URL.');
    const query = [...this.#query, (this.#isQuery && this.#data) || ''].filter(Boolean).join('&');
    const address =
      query === '' ? this.#url : `${this.#url}${this.#url.includes('?') ? '&' : '?'}${query}`;
    const isComplete = /:\/\/|^\//.test(address) || BASE_VARIABLE.test(address);
    const url = fromUrl(isComplete ? address : `https://${address}`);
    const body = this.#isQuery ? undefined : this.#body();
    const isSent = !this.#isQuery && (this.#data !== undefined || this.#parts.length > 0);
    const methodName = this.#method ?? (this.#isHead ? 'HEAD' : isSent ? 'POST' : 'GET');
    const method = httpMethods.find((name) => name === methodName);
    if (method === undefined)
      throw wholeTextRefusal(`The method ${quote(methodName)} is not possible.`);
    if (body && method !== 'DELETE' && methodsWithoutBody.includes(method))
      throw wholeTextRefusal(
        `A ${method} request has no body: add "--get" for a query, or use another method.`,
      );
    const auth = this.#auth ?? url.auth;
    if (body?.as === 'json' && JSON.stringify(body.value) === '{}')
      this.#ignored.push('the empty body');
    return {
      method,
      target: url.target,
      query: url.query,
      headers: this.#headers,
      ...(body && { body }),
      ...(auth && { auth }),
      dropped: [...this.#dropped, ...url.dropped],
      ignored: this.#ignored,
      text: shellWords([...this.#shown, '-X', method, ...shownBody(body), url.shown]),
    };
  }

  #body(): PastedBody | undefined {
    const data = this.#data;
    if (this.#parts.length > 0) {
      if (data === undefined) return { as: 'multipart', fields: this.#parts };
      throw wholeTextRefusal('The command has data and a form: curl sends one of them.');
    }
    if (data === undefined || data === '') return undefined;
    const type = this.#type ?? FORM;
    const [bareType = ''] = type.toLowerCase().split(/\s*;/);
    if (bareType.startsWith('multipart/'))
      throw wholeTextRefusal('The body has several parts: write each with "--form".');
    const isForm = bareType === FORM;
    const looksJson = /^\s*[[{]/.test(data) && (isForm || bareType === 'text/plain');
    if (looksJson || bareType.includes('json')) {
      const isUsual = isForm || bareType === 'application/json';
      const isOneValue = !isJsonLines(bareType) || data.startsWith('[');
      const value = isOneValue ? jsonBody(data) : data.trim().split('\n').map(jsonBody);
      return { as: 'json', value, ...(!isUsual && { contentType: type }) };
    }
    if (!isForm) return { as: 'text', ...(bareType !== 'text/plain' && { contentType: type }) };
    const fields = pairsIn(data).map(({ name, value }) => ({
      name,
      value: visibleText(name, value),
    }));
    return { as: 'form', fields };
  }
}

/**
 * Returns a form part: `name=text`, `name="te;xt"` or `name=@file`, each with `;type=text/csv`. A
 * literal part ends only with the text.
 */
function parseFormPart(text: string, isLiteral: boolean): PastedPart {
  const [name = '', content = ''] = text.split(isLiteral ? /=(.*)/s : /=\s*(.*)/s);
  if (isLiteral) return { name, value: visibleText(name, content), isFile: false };
  const [, quotedText, plainText = '', parameters = ''] =
    /^(?:"((?:[^"\\]|\\.)*)"|([^;]*))(.*)$/s.exec(content) ?? [];
  const value = quotedText?.replace(/\\(["\\])/g, '$1') ?? plainText;
  const isFile = plainText.startsWith('@');
  const [, contentType] = /;\s*type=\s*([^;]+)/.exec(parameters) ?? [];
  return {
    name,
    value: isFile ? value : plainText.startsWith('<') ? '' : visibleText(name, value),
    isFile,
    ...(contentType !== undefined && { contentType }),
  };
}

const OPTIONS = Array.from(CURL_OPTIONS.keys(), (name) => `--${name}`);
const unknownOption = (option: string): ScanError =>
  wholeTextRefusal(`curl has no option ${quote(option)}${didYouMean(option, OPTIONS) || '.'}`);

function jsonBody(data: string): unknown {
  try {
    return withSecretsHidden(JSON.parse(data) as unknown);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The message of JSON.parse would quote the body, which may contain a secret.
    const [place] = /position \d+/.exec(error.message) ?? [];
    throw wholeTextRefusal(`The body is not JSON${place === undefined ? '' : ` (${place})`}.`);
  }
}

const visibleText = (name: string, value: string): string =>
  isCredential(name, value) || looksRandom(value) ? HIDDEN_SECRET : value;

function withSecretsHidden(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return visibleText(name, value);
  if (Array.isArray(value)) return value.map((item) => withSecretsHidden(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withSecretsHidden(member, key)]),
  );
}

/** Returns whether a value is a text that stands for one, or contains a variable: `{id}`, `<id>`, `:id`, `$ID`, `{{id}}`, `$(date)`. */
export const isPlaceholder = (value: unknown): boolean =>
  typeof value === 'string' &&
  (value === HIDDEN_SECRET ||
    /^(?:\{[\w.-]+\}|<[\w -]+>|:[a-z_]\w*)$/i.test(value) ||
    /\$\{?[a-z_]|\$\(|\{\{.*\}\}/i.test(value));

function shownBody(body: PastedBody | undefined): string[] {
  switch (body?.as) {
    case undefined:
      return [];
    case 'json':
      return ['--json', JSON.stringify(body.value)];
    case 'form':
      return body.fields.flatMap(({ name, value }) => [
        '--data-urlencode', // This option encodes only the value.
        `${name.replace(/[^\w.[\]$-]+/g, encodeURIComponent)}=${value}`,
      ]);
    case 'multipart':
      return body.fields.flatMap(({ name, value, isFile, contentType }) => {
        const isPlain = isFile || !/^[\s@<"]|;/.test(value);
        const text = isPlain ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
        return ['-F', `${name}=${text}${contentType === undefined ? '' : `;type=${contentType}`}`];
      });
    case 'text':
      return ['--data-raw', HIDDEN_SECRET]; // The argument has no example value.
  }
}
