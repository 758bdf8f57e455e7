import type { ChangeOutcome } from '../call/effects.js';
import { isUnsent } from '../fetch/unreachable.js';
import { ApiError } from './api-error.js';
import { valueAt } from './dotted-path.js';
import { isGraphqlRequest } from './graphql.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

/** Returns what became of the change that a request asks for, by its response or failure. */
export function changeOutcomeOf(
  outcome: ApiResponse | ApiError,
  { body }: Pick<ApiRequest<string>, 'body'>,
): ChangeOutcome {
  if (outcome instanceof ApiError) return isRefusal(outcome) ? 'none' : 'unknown';
  if (outcome.status === 202) return 'unknown'; // carried out later or never (RFC 9110 15.3.3)
  return isGraphqlRequest(body) ? graphqlOutcome(outcome) : 'made';
}

/** Returns whether the API has refused the request or did not receive it. */
function isRefusal({ failure, status = 0, cause }: ApiError): boolean {
  if (failure === 'unavailable') return isUnsent(cause);
  if (failure !== 'response' && failure !== 'too-large') return true;
  return status >= 400 && status < 500;
}

/**
 * Returns the outcome of a GraphQL request. If there are errors, fields without a value were not
 * executed (GraphQL, "Handling Execution Errors").
 */
function graphqlOutcome({ body }: ApiResponse): ChangeOutcome {
  const errors = valueAt(body, 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return 'made';
  const executedFields = Object.values(valueAt(body, 'data') ?? {}).filter(
    (value) => value !== null,
  );
  return executedFields.length > 0 ? 'unknown' : 'none';
}
