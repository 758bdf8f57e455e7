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
import { resolved } from './references.js';

const PLACES: readonly unknown[] = ['path', 'query', 'header', 'cookie'];

export interface Listed {
  operations: Operation[];
  skipped: Skipped[];
}

/** Every operation of the document. References are resolved, except in schemas. */
export function operationsOf(document: Obj, lost: (loss: Loss) => void): Listed {
  const operations: Operation[] = [];
  const skipped: Skipped[] = [];
  for (const [path, value] of Object.entries(obj(document.paths))) {
    if (path.startsWith('x-')) continue;
    const item = resolved(document, value);
    if (!isObj(item)) {
      skipped.push({ at: path, reason: 'The reference of the path was not found.' });
      continue;
    }
    for (const [key, operation] of Object.entries(item)) {
      const method = httpMethods.find((one) => one.toLowerCase() === key);
      if (!method) {
        if (['options', 'trace'].includes(key))
          skipped.push({
            at: `${key.toUpperCase()} ${path}`,
            reason: `The method ${key.toUpperCase()} is not supported.`,
          });
        continue;
      }
      if (isObj(operation)) operations.push(read(operation, method, path, item));
    }
  }
  return { operations, skipped };

  function read(from: Obj, method: Operation['method'], path: string, item: Obj): Operation {
    const key = `${method} ${path}`;
    const parameters = new Map<string, Parameter>();
    for (const value of [...list(item.parameters), ...list(from.parameters)]) {
      const parameter = parameterOf(obj(resolved(document, value)));
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
      ...pick('id', text(from.operationId)),
      ...pick('summary', text(from.summary) ?? text(item.summary)),
      ...pick('description', text(from.description) ?? text(item.description)),
      tags: list(from.tags).map(String),
      deprecated: from.deprecated === true,
      parameters: [...parameters.values()],
      ...(isObj(body) && { body }),
      responses: Object.fromEntries(
        Object.entries(obj(from.responses)).map(([code, one]) => [code, resolved(document, one)]),
      ),
      security: list(from.security ?? document.security).filter(isObj),
      ...(servers.length > 0 && { servers }),
    };
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
      ...pick('style', text(from.style) as Style | undefined),
      ...(typeof from.explode === 'boolean' && { explode: from.explode }),
      ...(from.allowReserved === true && { allowReserved: true }),
    };
  }
}

const pick = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, V>>;
