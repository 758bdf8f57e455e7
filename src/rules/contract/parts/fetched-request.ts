import { externalName } from '../../../flow/values/external-name.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../../model/project.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { authVariables } from './auth-variables.js';

/** A call of `fetch` as the properties of a request to `callApi`, each as source. */
export interface FetchedRequest {
  properties: readonly string[];
  /** The path has values that `path` encodes. */
  isTagged: boolean;
}

/** What `callApi` sends anyway. */
const USUAL = /^(accept|content-type)$/i;
const METHOD = /^(GET|HEAD|POST|PUT|PATCH|DELETE)$/;

/**
 * The request of a call of `fetch` to the API of the provider, without the credentials that it takes out of the
 * environment. Undefined where a part of it has no certain place in a request to `callApi`.
 */
export function fetchedRequest(
  { file, value: call }: Located<CallValue>,
  provider: ProviderModel,
): FetchedRequest | undefined {
  const { code } = provider.project;
  const [url, init, more] = call.arguments;
  const base = textAt(provider.project.documents.config, 'providers', provider.name, 'base_url');
  const isFetch = externalName(code, { file, value: call.callee }) === '#fetch';
  if (!isFetch || !url || !base || more || hasComment(call, file)) return undefined;
  const address = addressOf({ file, value: url }, base.text.replace(/\/$/, ''), code);
  const options = init
    ? optionsOf({ file, value: init }, provider)
    : { method: 'GET', properties: [] };
  if (!address || !options) return undefined;
  return {
    properties: [`method: '${options.method}'`, ...address.properties, ...options.properties],
    isTagged: address.isTagged,
  };
}

/** It would be lost. */
const hasComment = ({ start, end }: CallValue, { facts }: SourceFile) =>
  facts.comments.some((each) => each.start > start && each.end < end);

/** The path and the query below the base URL. */
function addressOf(
  { file, value: url }: Located,
  base: string,
  code: Code,
): FetchedRequest | undefined {
  const [first = '', ...chunks] =
    url.is === 'template' ? url.chunks : url.is === 'string' ? [url.value] : [];
  const values = url.is === 'template' ? [...url.values] : [];
  const [host] = first === '' ? values : [];
  const isNamed = host && code.constant({ file, value: host }) === base;
  if (isNamed) values.shift();
  const below = isNamed
    ? chunks
    : [first.startsWith(base) ? first.slice(base.length) : '', ...chunks];
  const sources = values.map((value) => sourceOf(value, file));
  const written = below.reduce((before, chunk, i) => `${before}\${${sources[i - 1]}}${chunk}`);
  const [way = '', query, another] = splitQuery(written);
  const isPath = /^\/(?:[^?#\s'`$\\]|\$\{[^{}]*\})*$/.test(way);
  // A part of a segment is a text of its own: `path` encodes it, too.
  const fields = query === undefined ? [] : fieldsOf(query);
  if (!isPath || !fields || another !== undefined || sources.includes(undefined)) return undefined;
  const isTagged = way.includes('${');
  return {
    properties: [
      `path: ${isTagged ? `path\`${way}\`` : `'${way}'`}`,
      ...(fields.length > 0 ? [`query: { ${fields.join(', ')} }`] : []),
    ],
    isTagged,
  };
}

/** At question marks outside of values. */
const splitQuery = (written: string): string[] => written.split(/\?(?=(?:[^{}]|\{[^{}]*\})*$)/);

/** `limit: count` of `limit=${count}`, with all between ampersands. */
function fieldsOf(query: string): string[] | undefined {
  const fields = query.split(/&(?=(?:[^{}]|\{[^{}]*\})*$)/).map((field) => {
    const [, name = '', value, text] =
      /^([\w.-]+)=(?:\$\{([^{}]+)\}|([\w.~-]*))$/.exec(field) ?? [];
    if (name === '') return undefined;
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
    if (value === undefined) return `${key}: '${text ?? ''}'`;
    return value === key ? key : `${key}: ${value}`;
  });
  const keys = new Set(fields.map((field) => field?.split(':')[0]));
  // A name that is there twice needs a list.
  const isPlain = keys.size === fields.length;
  return isPlain && fields.every((field) => field !== undefined) ? fields : undefined;
}

/** The source of a value: `path` and queries encode it themselves. */
function sourceOf(value: Value, file: SourceFile): string | undefined {
  const [inner, more] = value.is === 'call' ? value.arguments : [];
  const isEncoded =
    value.is === 'call' &&
    value.callee.is === 'name' &&
    /^(encodeURIComponent|String)$/.test(value.callee.name) &&
    value.callee.declaration === -1;
  const plain = isEncoded && inner && !more ? inner : value;
  return plain.is === 'name' || plain.is === 'member'
    ? file.text.slice(plain.start, plain.end)
    : undefined;
}

function optionsOf(
  { file, value: init }: Located,
  provider: ProviderModel,
): { method: string; properties: readonly string[] } | undefined {
  if (init.is !== 'object') return undefined;
  let method = 'GET';
  const properties: string[] = [];
  for (const each of init.entries) {
    if (each.is === 'spread') return undefined;
    const { key, value } = each;
    if (key === 'method' && value.is === 'string' && METHOD.test(value.value)) method = value.value;
    else if (key === 'headers' && value.is === 'object') {
      const headers = headersOf({ file, value }, provider);
      if (!headers) return undefined;
      if (headers.length > 0) properties.push(`headers: { ${headers.join(', ')} }`);
    } else if (key === 'body') {
      const body = bodyOf({ file, value });
      if (body === undefined) return undefined;
      properties.push(body === 'body' ? body : `body: ${body}`);
    } else return undefined;
  }
  return { method, properties };
}

/** What is in `JSON.stringify(…)`. */
function bodyOf({ file, value }: Located): string | undefined {
  if (value.is !== 'call' || value.callee.is !== 'member') return undefined;
  const { object, name } = value.callee;
  const [content, more] = value.arguments;
  const isJson = name === 'stringify' && object.is === 'name' && object.name === 'JSON';
  return isJson && content && !more ? file.text.slice(content.start, content.end) : undefined;
}

/** The headers that are always the same; undefined where one is neither that nor a credential of the provider. */
function headersOf({ file, value }: Located, provider: ProviderModel): string[] | undefined {
  if (value.is !== 'object') return undefined;
  const own: string[] = [];
  for (const each of value.entries) {
    if (each.is === 'spread' || each.key === '*') return undefined;
    const { key, value: sent } = each;
    if (sent.is === 'string' && USUAL.test(key) && sent.value === 'application/json') continue;
    if (isCredential({ file, value: sent }, provider)) continue;
    if (sent.is !== 'string' || /^content-type$/i.test(key)) return undefined;
    own.push(file.text.slice(each.start, sent.end));
  }
  return own;
}

/** A variable of api/auth.ts: another one may have other rights. */
function isCredential({ file, value }: Located, provider: ProviderModel): boolean {
  const auth = provider.file('api/auth');
  const variables = auth ? [...authVariables(auth, provider.project.code)] : [];
  const text = file.text.slice(value.start, value.end);
  const read = [...text.matchAll(/process\.env(?:\.(\w+)|\[['"](\w+)['"]\])/g)].map(
    ([, name, quoted]) => name ?? quoted,
  );
  return read.length > 0 && read.every((name) => variables.some((each) => each.name === name));
}
