import { placeholders } from '../../model/placeholders.js';
import { methodsWithoutBody, type ApiTool } from './spec.js';

/** Where a tool's arguments travel. Each list holds property names of the input schema. */
export interface ArgumentPlaces {
  path: string[];
  query: string[];
  body: string[];
  /** How many items to return in all; stays with us. */
  limit: string | undefined;
}

export function placesOf({ inputSchema, request }: ApiTool): ArgumentPlaces {
  const names = Object.keys(inputSchema.properties ?? {});
  if (!request) return { path: [], query: [], body: [], limit: undefined };
  const path = [...new Set(placeholders(request.path))];
  const limit = request.pagination?.limit;
  const rest = names.filter((name) => !path.includes(name) && name !== limit);
  const named = new Set(request.query);
  const inQuery = (name: string) => methodsWithoutBody.includes(request.method) || named.has(name);
  return {
    path,
    query: rest.filter(inQuery),
    body: rest.filter((name) => !inQuery(name)),
    limit,
  };
}
