import { isRecord } from '../../model/json-schema/subschemas.js';
import { FORM, isJsonLines } from '../../model/media-type.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { oneOf, quote } from '../../spec/sentence.js';
import { noArgument, propertyOf, shapeOf } from './argument-shape.js';
import { checkSource, taken, type Used } from './check-parameters.js';
import type { ApiTool, BodyKind, BodySpec, PartSpec, RequestSpec } from './spec.js';

/** What the runtime writes has these media types only. */
const FIXED: Partial<Record<BodyKind, readonly string[]>> = {
  form: [FORM],
  multipart: ['multipart/form-data', 'multipart/related'],
};

const mediaTypeOf = (contentType: string) => contentType.split(';')[0]?.trim().toLowerCase();

/** Whether `body` fits the method and the arguments. */
export function checkBody(
  tool: ApiTool,
  { method, body }: RequestSpec,
  used: Used,
  at: SpecPath,
  report: Report,
) {
  if (!body) return;
  const path = [...at, 'body'];
  if (method === 'GET' || method === 'HEAD') {
    report.error(path, `is not allowed for ${method}`, 'key');
    return;
  }
  const { as = 'json', argument, contentType, properties = {} } = body;
  const usual = FIXED[as];
  const type = contentType === undefined ? undefined : mediaTypeOf(contentType);
  if (usual && type !== undefined && !usual.includes(type))
    report.error(
      [...path, 'contentType'],
      `must be ${oneOf(usual.map(quote))} for the body ${quote(as)}`,
    );
  if (as === 'json' && isJsonLines(type ?? '') && argument === undefined)
    report.error(path, 'needs "argument", the list of the lines');
  const isWhole = as === 'text' || as === 'binary';
  if (isWhole && argument === undefined)
    report.error(
      path,
      `needs "argument", the argument that is the ${as === 'text' ? 'text' : 'content in base64'}`,
    );
  if (argument !== undefined) checkWhole(tool, body, argument, used, path, report);
  for (const [name, part] of Object.entries(properties)) {
    checkPart(tool, body, part, used, [...path, 'properties', name], report);
  }
}

function checkWhole(
  tool: ApiTool,
  { as, properties, contentType }: BodySpec,
  argument: string,
  used: Used,
  path: SpecPath,
  report: Report,
) {
  const here = [...path, 'argument'];
  if (properties) report.error([...path, 'properties'], 'is not allowed with "argument"', 'key');
  const says = noArgument(tool.inputSchema, argument) ?? taken(used, argument);
  report.error(here, says && `names ${quote(argument)}${says}`);
  if (says !== undefined) return;
  used.set(argument, 'the body');
  if (as === 'text' || as === 'binary') report.error(here, textFault(tool, argument));
  if (isJsonLines(contentType ?? '')) report.error(here, listFault(tool, argument));
}

function checkPart(
  tool: ApiTool,
  { as }: BodySpec,
  part: PartSpec,
  used: Used,
  here: SpecPath,
  report: Report,
) {
  if (!checkSource(tool, part, here, report)) return;
  const { argument, file, fileName, style } = part;
  for (const [key, name] of [
    ['argument', argument],
    ['fileName', fileName],
  ] as const) {
    if (name === undefined) continue;
    const says = noArgument(tool.inputSchema, name) ?? taken(used, name);
    report.error([...here, key], says && `names ${quote(name)}${says}`);
    used.set(name, 'in the body');
  }
  if (fileName !== undefined && !file)
    report.error([...here, 'fileName'], 'needs "file: true"', 'key');
  if (file && as !== 'multipart') report.error([...here, 'file'], 'needs a multipart body', 'key');
  else if (file && argument !== undefined)
    report.error([...here, 'argument'], textFault(tool, argument, 'list'));
  const isObject =
    argument !== undefined &&
    shapeOf(propertyOf(tool.inputSchema, argument), tool.inputSchema) === 'object';
  if (isObject && part.explode === false)
    report.error([...here, 'explode'], 'cannot be false for an object in a body');
  if (style !== undefined && as !== 'form')
    report.error([...here, 'style'], 'needs a form body', 'key');
}

function listFault({ inputSchema }: ApiTool, name: string): string | undefined {
  const schema = propertyOf(inputSchema, name);
  return isRecord(schema) && schema.type === 'array'
    ? undefined
    : `names ${quote(name)}, which is not a list`;
}

function textFault(
  { inputSchema }: ApiTool,
  name: string,
  ...others: string[]
): string | undefined {
  const shape = shapeOf(propertyOf(inputSchema, name), inputSchema);
  const fits = shape === 'scalar' || others.includes(shape);
  return fits ? undefined : `names ${quote(name)}, which is not a string`;
}
