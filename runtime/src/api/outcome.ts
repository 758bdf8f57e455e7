import type { Outcome } from '../call/effects.js';
import { isUnsent } from '../fetch/unreachable.js';
import { isObject } from '../utils/is-object.js';
import { ApiError } from './api-error.js';
import { valueAt } from './dotted-path.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

/** What a response, or the failure of a request, says of the change that the request was to make. */
export function outcomeOf(
  outcome: ApiResponse | ApiError,
  { body }: Pick<ApiRequest<string>, 'body'>,
): Outcome {
  if (outcome instanceof ApiError) return isRefusal(outcome) ? 'none' : 'unknown';
  if (outcome.status === 202) return 'unknown'; // it is made later, or not (RFC 9110 section 15.3.3)
  return isObject(body) && 'query' in body ? ofGraphql(outcome) : 'made';
}

/** Whether the API has refused the request, or did not get it. */
function isRefusal({ failure, status = 0, cause }: ApiError): boolean {
  if (failure === 'unavailable') return isUnsent(cause);
  if (failure !== 'response' && failure !== 'too-large') return true;
  return status >= 400 && status < 500;
}

/** With errors, fields without a value were not carried out (GraphQL, "Handling Execution Errors"). */
function ofGraphql({ body }: ApiResponse): Outcome {
  const errors = valueAt(body, 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return 'made';
  const made = Object.values(valueAt(body, 'data') ?? {}).filter((value) => value !== null);
  return made.length > 0 ? 'unknown' : 'none';
}
