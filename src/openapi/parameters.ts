import {
  list,
  type Obj,
  type Operation,
  type Parameter,
  type ParameterBinding,
  type Writing,
} from './model.js';
import { flatOf, shapeOf } from './shapes.js';
import type { Lost, Slot } from './slots.js';

const IGNORED_HEADERS = ['accept', 'content-type', 'authorization'];
const DEFAULT_STYLE = { path: 'simple', header: 'simple', query: 'form', cookie: 'form' } as const;

/** A required value there is no choice about; a version header counts where the document says its default. */
export function onlyValue(schema: Obj, parameter: Parameter): unknown {
  if (parameter.in === 'path') return undefined;
  const values = schema.const === undefined ? list(schema.enum) : [schema.const];
  if (parameter.required && values.length === 1) return values[0];
  const isVersion = parameter.in === 'header' && /version$/i.test(parameter.name);
  return isVersion && schema.default !== undefined ? schema.default : undefined;
}

/** What the path names and what the document describes, made one. */
export function parametersOf(operation: Operation, lost: Lost): Parameter[] {
  const inPath = [...operation.path.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? '');
  const known = operation.parameters.filter((one) => {
    if (one.in === 'header' && IGNORED_HEADERS.includes(one.name.toLowerCase())) {
      lost('ignored-header', `header ${one.name} is set by the call itself`);
      return false;
    }
    if (one.in !== 'path' || inPath.includes(one.name)) return true;
    lost('path', `the path has no {${one.name}}`);
    return false;
  });
  for (const name of new Set(inPath)) {
    if (known.some((one) => one.in === 'path' && one.name === name)) continue;
    lost('path', `{${name}} is not described; taken for a string`);
    known.push({ name, in: 'path', required: true, schema: { type: 'string' }, deprecated: false });
  }
  return known.map((one) => (one.in === 'path' ? { ...one, required: true } : one));
}

/** Only `{argument}` remains in the path, so that the wire name never matters. */
export function pathOf(path: string, slots: readonly Slot[], names: readonly string[]): string {
  return path
    .replace(/[?#].*$/s, '')
    .replace(
      /\{([^{}]+)\}/g,
      (_, wire: string) =>
        `{${names[slots.findIndex((slot) => slot.place === 'path' && slot.wire === wire)] ?? wire}}`,
    );
}

/** Undefined where today's rules say it already. */
export function bindingOf(
  parameter: Parameter,
  argument: string,
  slot: Slot,
  document: Obj,
  lost: Lost,
): ParameterBinding | undefined {
  const { in: place, name } = parameter;
  const usual = DEFAULT_STYLE[place];
  let style = parameter.style ?? usual;
  if (!FITS[place].includes(style)) {
    lost('style', `${place} ${name} cannot have the style ${style}; ${usual} is used`);
    style = usual;
  }
  const shape = shapeOf(slot.schema, document);
  const explode = parameter.explode ?? (style === 'form' || style === 'deepObject');
  const matters = shape !== 'scalar';
  if (shape === 'nested' && !parameter.contentType)
    lost(
      'nested',
      `${place} ${name}: how nested values are written is not defined; JSON is used below the first level`,
    );
  const writing: Writing = {
    ...(style !== usual && (matters || place === 'path') && { style }),
    ...(matters && explode !== (style === 'form' || style === 'deepObject') && { explode }),
    ...(parameter.allowReserved && { allowReserved: true }),
    ...(parameter.contentType !== undefined && { contentType: parameter.contentType }),
  };
  const isPlain = Object.keys(writing).length === 0;
  // What today's rules say by themselves is not said again.
  if (isPlain && place === 'path' && shape === 'scalar') return undefined;
  const isUnion = Object.keys(flatOf(slot.schema, document)).some(
    (key) => key === 'oneOf' || key === 'anyOf',
  );
  if (
    isPlain &&
    place === 'query' &&
    argument === name &&
    !isUnion &&
    (shape === 'scalar' || shape === 'list')
  )
    return undefined;
  return { in: place, ...(argument !== name && { name }), argument, ...writing };
}

const FITS: Record<Parameter['in'], readonly string[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'tabDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
