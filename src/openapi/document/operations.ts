import { httpMethods } from '../../model/http.js';
import {
  isObj,
  list,
  obj,
  text,
  type Loss,
  type Obj,
  type Operation,
  type Parameter,
  type Place,
  type Skipped,
  type Style,
} from '../model.js';
import { queryParameters } from './query-string.js';
import { resolved } from './references.js';
import { tagsIn } from './tags.js';

const PLACES: readonly unknown[] = ['path', 'query', 'header', 'cookie'];

export interface Listed {
  operations: Operation[];
  skipped: Skipped[];
}

/** Every operation of the document. References are resolved, except in schemas. */
export function operationsOf(document: Obj, lost: (loss: Loss) => void): Listed {
  const tags = tagsIn(document);
  const operations: Operation[] = [];
  const skipped: Skipped[] = [];
  for (const [path, value] of Object.entries(obj(document.paths))) {
    if (path.startsWith('x-')) continue;
    const item = resolved(document, value);
    if (!isObj(item)) {
      skipped.push({ at: path, reason: 'The reference of the path was not found.' });
      continue;
    }
    for (const [key, stated] of Object.entries(item)) {
      const method = httpMethods.find((one) => one.toLowerCase() === key);
      // Only paths may be references, but documents in several files have a file for each operation.
      const operation = method && resolved(document, stated);
      if (!method || !isObj(stated)) continue;
      const at = `${method} ${path}`;
      const found = isObj(operation)
        ? read(operation, method, path, item)
        : { at, reason: 'The reference of the operation was not found.' };
      if ('reason' in found) skipped.push(found);
      else operations.push(found);
    }
    for (const [method, operation] of othersIn(item))
      if (isObj(operation))
        skipped.push({
          at: `${method} ${path}`,
          reason: `The method ${method} is not supported.`,
          ...named(operation),
        });
  }
  return { operations, skipped };

  /** What selects it. */
  function named(operation: Obj): Pick<Operation, 'id' | 'tags'> {
    return { ...pick('id', text(operation.operationId)), tags: tags(operation) };
  }

  function read(
    from: Obj,
    method: Operation['method'],
    path: string,
    item: Obj,
  ): Operation | Skipped {
    const key = `${method} ${path}`;
    const parameters = new Map<string, Parameter>();
    const described = [...list(item.parameters), ...list(from.parameters)].map((value) =>
      withMedia(resolved(document, value)),
    );
    const expanded = described.map((value) =>
      value.in === 'querystring' ? queryParameters(value, document) : [value],
    );
    if (expanded.includes(undefined))
      return {
        at: key,
        reason: 'Its query string is not a form with described fields.',
        ...named(from),
      };
    for (const value of expanded.flatMap((values) => values ?? [])) {
      const parameter = parameterOf(value);
      if (parameter) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
      else
        lost({
          at: key,
          kind: 'parameter',
          detail: 'A parameter has no name or an unknown location.',
        });
    }
    const body = resolved(document, from.requestBody);
    const servers = list(from.servers ?? item.servers).filter(isObj);
    if (from.callbacks !== undefined)
      lost({ at: key, kind: 'callbacks', detail: 'Callbacks are ignored.' });
    const linked = Object.values(obj(from.responses)).some(
      (one) => obj(resolved(document, one)).links !== undefined,
    );
    if (linked) lost({ at: key, kind: 'links', detail: 'Links are ignored.' });
    return {
      key,
      method,
      path,
      ...named(from),
      ...pick('summary', text(from.summary) ?? text(item.summary)),
      ...pick('description', text(from.description) ?? text(item.description)),
      deprecated: from.deprecated === true,
      parameters: [...parameters.values()],
      ...(isObj(body) && { body: withMedia(body) }),
      responses: Object.fromEntries(
        Object.entries(obj(from.responses)).map(([code, one]) => [
          code,
          withMedia(resolved(document, one)),
        ]),
      ),
      security: list(from.security ?? document.security).filter(isObj),
      ...(servers.length > 0 && { servers }),
    };
  }

  /** With the media types that OpenAPI 3.2 allows references to. */
  function withMedia(value: unknown): Obj {
    const whole = obj(value);
    const content = Object.entries(obj(whole.content));
    if (!content.some(([, media]) => isObj(media) && '$ref' in media)) return whole;
    const media = content.map(([type, one]) => [type, resolved(document, one)] as const);
    return { ...whole, content: Object.fromEntries(media) };
  }

  function parameterOf(from: Obj): Parameter | undefined {
    const name = text(from.name);
    if (name === undefined || !PLACES.includes(from.in)) return undefined;
    const [contentType, media] = Object.entries(obj(from.content))[0] ?? [];
    return {
      name,
      in: from.in as Place,
      required: from.required === true,
      deprecated: from.deprecated === true,
      ...pick('description', text(from.description)),
      schema: contentType === undefined ? (from.schema ?? {}) : (obj(media).schema ?? {}),
      ...pick('contentType', contentType),
      // Cookies of the style "cookie" (OpenAPI 3.2) differ from those of the style "form" in what they escape only.
      ...pick(
        'style',
        from.style === 'cookie' ? undefined : (text(from.style) as Style | undefined),
      ),
      ...(typeof from.explode === 'boolean' && { explode: from.explode }),
      ...(from.allowReserved === true && { allowReserved: true }),
    };
  }
}

/** Operations with methods that tools cannot use. */
const othersIn = (item: Obj): [method: string, operation: unknown][] => [
  ...['options', 'trace'].map((name): [string, unknown] => [name.toUpperCase(), item[name]]),
  ...Object.entries(obj(item.additionalOperations)),
];

const pick = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;
