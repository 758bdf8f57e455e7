import { noBody, noRequest } from '../../model/errors/spec.js';
import { methodsWithoutBody } from '../../model/http.js';
import type { Placed } from '../../model/kind.js';
import type { ApiTool, ParameterSpec, RequestSpec } from './spec.js';

/** A request whose arguments and constants are where `--param` says. @throws CliError `spec/no-…` */
export function withPlaces(tool: Partial<ApiTool>, placed: readonly Placed[]): Partial<ApiTool> {
  const [first] = placed;
  if (!first) return tool;
  if (!tool.request) throw noRequest(first.name);
  return { ...tool, request: placed.reduce(withPlace, tool.request) };
}

function withPlace(request: RequestSpec, { name, place: stated, constant }: Placed): RequestSpec {
  const { method, query = [], parameters = [], headers = {}, body = {} } = request;
  const hasBody = !methodsWithoutBody.includes(method);
  const place = stated ?? (hasBody ? 'body' : 'query');
  if (place === 'body') {
    if (!hasBody) throw noBody(name, method);
    if (constant === undefined) return request;
    return {
      ...request,
      body: { ...body, properties: { ...body.properties, [name]: { constant } } },
    };
  }
  if (constant === undefined) {
    if (place === 'header')
      return { ...request, parameters: [...parameters, { in: 'header', argument: name }] };
    return hasBody && !query.includes(name) ? { ...request, query: [...query, name] } : request;
  }
  return place === 'header'
    ? { ...request, headers: { ...headers, [name]: String(constant) } }
    : { ...request, parameters: [...parameters, { in: 'query', name, constant }] };
}

/** What of a request `--param` says: its fixed headers have an option of their own. */
export function placesOf({ request }: ApiTool): Placed[] {
  if (!request) return [];
  const { method, parameters = [], body } = request;
  const hasBody = !methodsWithoutBody.includes(method);
  const ofParameter = ({ in: place, name, argument, constant }: ParameterSpec): Placed[] => {
    if (place === 'header' && argument !== undefined) return [{ name: argument, place }];
    if (place !== 'query' || name === undefined || constant === undefined) return [];
    return [{ name, constant, ...(hasBody && { place }) }];
  };
  const constants = Object.entries(body?.properties ?? {}).flatMap(([name, { constant }]) =>
    isScalar(constant) ? [{ name, constant }] : [],
  );
  return [...parameters.flatMap(ofParameter), ...constants];
}

export const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);
