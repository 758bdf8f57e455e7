import { documentShape } from '../../codegen/zod-shape/document-shape.js';
import { methodsWithoutBody } from '../../model/http.js';
import { placeholders } from '../../model/text/placeholders.js';
import { argumentShape, hasSlashes, schemaProperty, type Shape } from './argument-shape.js';
import type {
  ApiTool,
  BodyKind,
  ParameterSpec,
  PartSpec,
  RequestSpec,
  Serialization,
} from './spec.js';

type ParameterLocation = ParameterSpec['in'] | 'body';

/** One value of a request (an argument or a constant), with its place and its serialization. */
export interface Slot extends Serialization, Pick<PartSpec, 'file' | 'fileName' | 'constant'> {
  place: ParameterLocation;
  /** Name in the request. */
  name: string;
  /** Name of the argument; undefined for constants. */
  argument?: string;
  shape: Shape;
  /** Whether each call has a value. */
  required: boolean;
}

/** The places in the request of all arguments of a tool. */
export interface Binding {
  /** Ordered by path, `parameters` and arguments. */
  slots: readonly Slot[];
  /** Place and form of the body; undefined if the request has none. */
  body:
    | { as: BodyKind; contentType?: string; argument?: string; lists?: Serialization['lists'] }
    | undefined;
  /** Names of the arguments that say which items of a list to return; they are not sent. */
  paging: readonly string[];
}

/** Returns the places of a tool's arguments. @see RequestSpec for the rules */
export function requestBinding({ inputSchema, request }: ApiTool): Binding {
  if (!request) return { slots: [], body: undefined, paging: [] };
  const { method, parameters = [], query = [], body, pagination } = request;
  const paging = [pagination?.limit, pagination?.cursor].filter((name) => name !== undefined);
  const pathParameters = new Map(
    parameters.filter(isInPath).map((parameter) => [parameter.argument, parameter]),
  );
  const slots: Slot[] = [...new Set(placeholders(request.path))].map((argument) => {
    const slashes = hasSlashes(schemaProperty(inputSchema, argument), inputSchema, argument);
    const serialization = { ...(slashes && { slashes }), ...pathParameters.get(argument) };
    return slot('path', { name: argument, argument, ...serialization });
  });
  for (const { in: place, ...parameter } of parameters)
    if (place !== 'path') slots.push(slot(place, parameter));
  for (const [name, part] of Object.entries(body?.properties ?? {}))
    slots.push(slot('body', { ...part, name }));
  const placedNames = new Set([
    ...paging,
    body?.argument,
    ...slots.flatMap(({ argument, fileName }) => [argument, fileName]),
  ]);
  const isQuery = (name: string) => methodsWithoutBody.includes(method) || query.includes(name);
  for (const argument of Object.keys(inputSchema.properties ?? {}))
    if (!placedNames.has(argument))
      slots.push(slot(isQuery(argument) ? 'query' : 'body', { argument }));
  const hasBody = body !== undefined || slots.some(({ place }) => place === 'body');
  return { slots, body: hasBody ? { as: 'json', ...body } : undefined, paging };

  function slot(
    place: ParameterLocation,
    { name, argument, ...serialization }: Partial<Slot>,
  ): Slot {
    return {
      ...serialization,
      place,
      name: name ?? argument ?? '',
      ...(argument !== undefined && { argument }),
      shape:
        argument === undefined
          ? 'scalar'
          : argumentShape(schemaProperty(inputSchema, argument), inputSchema),
      required: argument === undefined || (inputSchema.required ?? []).includes(argument),
    };
  }
}

/**
 * Returns arguments whose default is sent if the caller gives no value. For the other arguments,
 * the default only describes what the API does.
 */
export const argumentsSentByDefault = ({ inputSchema, request }: ApiTool): string[] =>
  Object.keys(inputSchema.properties ?? {}).filter(
    (name) => !(request?.apiDefaults ?? []).includes(name),
  );

/** Returns whether each value of an update may be missing, so that a call can state no change at all. */
export const canChangeNothing = (
  { method, graphql }: RequestSpec,
  { slots, body }: Pick<Binding, 'slots' | 'body'>,
): boolean =>
  method === 'PATCH' &&
  graphql === undefined &&
  body?.as === 'json' &&
  body.argument === undefined &&
  slots.every(({ place, required }) =>
    place === 'body' ? !required : place === 'path' || required,
  );

/** Returns values that the request of a checked tool has where the caller gives none. */
export function sentDefaults(tool: ApiTool): Record<string, unknown> {
  const { root } = documentShape(tool.inputSchema, 'input', argumentsSentByDefault(tool));
  // A schema that clients get as it is stated fills in no defaults.
  if (root.kind !== 'object') return {};
  return Object.fromEntries(
    root.properties.flatMap(({ name, fallback }) => (fallback ? [[name, fallback.value]] : [])),
  );
}

const isInPath = (parameter: ParameterSpec) => parameter.in === 'path';

/** Separators of the items of lists that are not exploded, by style; a comma by default. */
export const SEPARATORS: Readonly<Record<string, string>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};
