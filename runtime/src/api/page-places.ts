import { graphqlData } from './graphql.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

/** Of the query, or of the body. */
export type PageParameters = Readonly<Record<string, unknown>>;

/** Where a request has the parameters of pages. */
interface Place {
  read(request: ApiRequest): PageParameters;
  write(request: ApiRequest, parameters: PageParameters): ApiRequest;
  /** The response with the body that paths begin in. */
  response(response: ApiResponse): ApiResponse;
}

const unchanged = (response: ApiResponse) => response;

export const pagePlaces = {
  query: {
    read: ({ query = {} }) => query,
    write: (request, query) => ({ ...request, query: query as NonNullable<ApiRequest['query']> }),
    response: unchanged,
  },
  body: {
    read: ({ body }) => recordOf(body),
    write: (request, body) => (isEmpty(body) ? request : { ...request, body }),
    response: unchanged,
  },
  variables: {
    read: ({ body }) => recordOf(recordOf(body).variables),
    write: (request, variables) =>
      isEmpty(variables) ? request : { ...request, body: { ...recordOf(request.body), variables } },
    response: (response) => ({ ...response, body: graphqlData(response) }),
  },
} satisfies Record<string, Place>;

export type PagePlace = keyof typeof pagePlaces;

const recordOf = (value: unknown): PageParameters =>
  typeof value === 'object' && value !== null ? (value as PageParameters) : {};

/** A request without parameters is sent as it is stated. */
const isEmpty = (parameters: PageParameters) => Object.keys(parameters).length === 0;
