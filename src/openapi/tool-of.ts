import { capitalize, withFullStop, wordsOfName } from '../model/names.js';
import { requestHints } from '../model/request-hints.js';
import { bind } from './binding/bind.js';
import { paginationOf } from './binding/pagination.js';
import type { ParameterOptions } from './binding/parameters.js';
import { responseOf, type ResultSchema } from './binding/response.js';
import { ownBaseUrl, type Server } from './document/servers.js';
import type { Operation, RequestSpec, Tool } from './model.js';
import { shortText } from './text.js';

export interface ToolOptions extends ParameterOptions {
  /** Servers of the document. */
  servers: readonly Server[];
  signIn?: RequestSpec['signIn'];
  result: ResultSchema;
}

/** The tool for an operation. @throws NotSupported */
export function toolOf(operation: Operation, name: string, options: ToolOptions): Tool {
  const { document, servers, signIn, result } = options;
  const notes: string[] = [];
  const lost: ToolOptions['lost'] = (kind, detail) => {
    if (kind === 'body-constraint') notes.push(detail);
    options.lost(kind, detail);
  };
  const { inputSchema, request: boundRequest } = bind(operation, { ...options, lost });
  const { resultKey, response, schema, headers, outputSchema } = responseOf(operation, document, result, lost); // prettier-ignore
  const baseUrl = operation.servers && ownBaseUrl(operation.servers, servers);
  if (baseUrl !== undefined)
    lost('server', `Its base URL is ${baseUrl}, which gets the same credentials.`);
  const pagination = paginationOf(operation, boundRequest, inputSchema, schema, headers, document);
  const request: RequestSpec = {
    ...boundRequest,
    ...(baseUrl !== undefined && { baseUrl }),
    ...(signIn && { signIn }),
    ...(resultKey !== undefined && { resultKey }),
    ...(response && { response }),
    ...(pagination && { pagination }),
  };
  const { title, description } = toolTexts(operation);
  if (!operation.summary && !operation.description) lost('description', 'It has no description.');
  return {
    name,
    ...(title && { title }),
    description: [description, ...notes].join(' '),
    inputSchema,
    ...(outputSchema && { outputSchema }),
    annotations: requestHints(operation.method, operation.path, name, creates(operation)),
    request,
  };
}

/** Annotations: a POST that documents only 201 creates something (RFC 9110 section 15.3.2) and changes nothing else. */
const creates = ({ method, responses }: Operation): boolean =>
  method === 'POST' &&
  '201' in responses &&
  !Object.keys(responses).some((code) => /^20[^1]$/.test(code));

/** Title and description of a tool. The summary is part of the description only if it adds something. */
function toolTexts({ id, summary, description, method, path }: Operation): {
  title: string;
  description: string;
} {
  const briefSummary = shortText(summary, 80);
  const long = withoutTitle(shortText(description, 300), briefSummary);
  const sentence = withFullStop(briefSummary);
  const isRepeated = isMade(briefSummary, id) || repeats(long, briefSummary);
  return {
    // An ellipsis is not a full stop.
    title: briefSummary.replace(/(?<!\.)\.$/, ''),
    description:
      [long !== '' && isRepeated ? '' : sentence, long].filter(Boolean).join(' ') ||
      `${method} ${path}`,
  };
}

/** A description without a first sentence that repeats the title, unless the others need it: "This removes the list only." */
function withoutTitle(text: string, title: string): string {
  const start = title.replace(/[.!]$/, '');
  if (start === '' || !text.toLowerCase().startsWith(start.toLowerCase())) return text;
  const [, rest = ''] =
    /^(?:[.!]\s+|\s+(?=\p{Lu}\p{Ll}))(.+)$/u.exec(text.slice(start.length)) ?? [];
  return /\S \S+ \S/.test(rest) && repeats(rest, title) ? capitalize(rest) : text;
}

/** Whether a text says what a title says, and is clear without a sentence before it. */
const repeats = (text: string, title: string): boolean =>
  !REFERS_BACK.test(text) && (saysAll(text, title) || saysSame(text, title));

/** The start of a sentence about the one before it; "This endpoint removes" needs none. */
const REFERS_BACK = /^(?:this|it|these|they) (?:\w+s|was|were|will|can|may|do|have|are)\b/i;

/** Whether a program such as FastAPI derived a summary from a name: "Read User Me". */
const isMade = (summary: string, id: string | undefined): boolean =>
  summary.split(' ').every((word) => /^[A-Z0-9]/.test(word)) &&
  wordsOfName(id ?? '')
    .join(' ')
    .includes(wordsOfName(summary).join(' '));

/** Whether a text contains all words of another one, ignoring inflection and words without content. */
function saysAll(text: string, otherText: string): boolean {
  const stems = new Set(stemsOf(text));
  const otherStems = stemsOf(otherText);
  return otherStems.length > 0
    ? otherStems.every((stem) => stems.has(stem))
    : text.toLowerCase().startsWith(otherText.toLowerCase());
}

/** Whether a text begins with the verb of a title, or with another word for it, and names something of what the title names. */
function saysSame(text: string, title: string): boolean {
  const [verb, ...objects] = stemsOf(title);
  const [first, ...others] = stemsOf(text);
  return verb !== undefined && verb === first && objects.some((stem) => others.includes(stem));
}

const EMPTY =
  /^(a|an|the|of|for|to|in|on|at|by|with|from|and|or|is|are|be|this|that|its?|all|one|your|new|single|specific|given)$/;

/** Stems of verbs that are synonyms in requests. */
const SAME_VERBS: ReadonlyMap<string, string> = new Map([
  ...['retriev', 'fetch', 'download', 'list', 'return', 'read', 'show', 'view'].map(
    (stem) => [stem, 'get'] as const,
  ),
  ...['add', 'mak'].map((stem) => [stem, 'creat'] as const),
  ...['edit', 'chang', 'modif', 'patch', 'renam'].map((stem) => [stem, 'updat'] as const),
  ['remov', 'delet'],
]);

/** Approximate stems: "Deletes", "deleted" and "deleting" are one word; so are "get" and "retrieve". */
const stemsOf = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !EMPTY.test(word))
    .map((word) => word.replace(/(?<=.{3})(?:(?<=iz)ation|(?<=at)ion|ies|ing|es|ed|s|e|y)$/, ''))
    .map((stem) => SAME_VERBS.get(stem) ?? stem);
