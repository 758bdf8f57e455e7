import { placeholders } from '../../model/placeholders.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { quote } from '../../spec/sentence.js';
import { isOpen, noArgument, propertyOf, shapeOf } from './argument-shape.js';
import type { ApiTool, ParameterSpec, PartSpec, RequestSpec } from './spec.js';

/** Names of arguments that something else in the request has. */
export type Used = Map<string, string>;

/** Whether `parameters` and `headers` fit the arguments and each other. */
export function checkParameters(
  tool: ApiTool,
  { path, parameters = [], headers = {} }: RequestSpec,
  used: Used,
  at: SpecPath,
  report: Report,
) {
  const inPath = placeholders(path);
  const names = new Set<string>();
  for (const [i, parameter] of parameters.entries()) {
    const here = [...at, 'parameters', i];
    const { argument, in: place } = parameter;
    if (!checkSource(tool, parameter, here, report)) continue;
    if (argument !== undefined) {
      const isTemplate = place === 'path';
      const misplaced = isTemplate && !inPath.includes(argument);
      const says = misplaced
        ? ', which the path does not contain'
        : isTemplate
          ? undefined
          : taken(used, argument);
      report.error([...here, 'argument'], says && `names ${quote(argument)}${says}`);
      if (says === undefined && !isTemplate) used.set(argument, 'a parameter');
      if (says === undefined)
        report.error([...here, 'argument'], shapeFault(tool, parameter, argument));
    }
    const name = keyOf(parameter);
    if (names.has(name) && place !== 'path')
      report.error(
        [...here, argument === undefined || parameter.name !== undefined ? 'name' : 'argument'],
        'repeats an earlier parameter',
      );
    names.add(name);
  }
  for (const name of Object.keys(headers)) {
    const says = names.has(`header ${name.toLowerCase()}`) ? 'is a parameter, too' : undefined;
    report.error([...at, 'headers', name], says, 'key');
  }
}

const keyOf = ({ in: place, name, argument = '' }: ParameterSpec) => {
  const key = name ?? argument;
  return `${place} ${place === 'header' ? key.toLowerCase() : key}`;
};

/** Reports a value that does not have exactly one source, or one that does not exist. */
export function checkSource(
  { inputSchema }: ApiTool,
  source: Pick<PartSpec, 'argument' | 'constant'> & { in?: string; name?: string },
  at: SpecPath,
  report: Report,
): boolean {
  const { argument, constant } = source;
  if ((argument === undefined) === (constant === undefined)) {
    const says =
      argument === undefined
        ? 'needs "argument" or "constant"'
        : 'has "argument" and "constant"; one is allowed';
    report.error(at, says);
    return false;
  }
  if (argument === undefined) {
    const isNamed = source.in === undefined || source.name !== undefined;
    report.error(at, isNamed ? undefined : 'needs "name", as it is a constant');
    return isNamed;
  }
  const says = noArgument(inputSchema, argument);
  report.error([...at, 'argument'], says && `names ${quote(argument)}${says}`);
  return says === undefined;
}

/** The end of a sentence where something else in the request has the argument. */
export const taken = (used: Used, argument: string): string | undefined => {
  const by = used.get(argument);
  return by === undefined ? undefined : `, which is ${by} already`;
};

/** What a style cannot write (OpenAPI 3.1, "Style Examples"). */
function shapeFault(
  { inputSchema }: ApiTool,
  { in: place, style, explode, allowReserved, contentType }: ParameterSpec,
  argument: string,
): string | undefined {
  if (contentType !== undefined) return undefined;
  const schema = propertyOf(inputSchema, argument);
  const shape = shapeOf(schema, inputSchema);
  if (style === 'deepObject')
    return shape === 'scalar'
      ? `names ${quote(argument)}, which is neither an object nor a list`
      : undefined;
  if (shape === 'nested')
    return `names ${quote(argument)}, which no style can write; set contentType: application/json, or style: deepObject in the query`;
  const isJoined =
    shape !== 'scalar' && (explode === false || (style !== undefined && style !== 'form'));
  const isSpread = !isJoined && (place === 'query' || place === 'cookie');
  if (shape === 'object' && !isSpread && isOpen(schema, inputSchema))
    return `names ${quote(argument)}, whose further fields may be nested, which this style cannot write; state their type, such as additionalProperties: { type: string }`;
  return allowReserved && (isJoined || shape === 'object')
    ? `names ${quote(argument)}, which allowReserved cannot write in this style`
    : undefined;
}
