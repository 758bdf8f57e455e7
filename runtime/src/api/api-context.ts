import type { CallContext } from '../call/call-context.js';
import type { Checked } from './api-path.js';
import type { ApiRequest } from './request.js';
import type { ApiResponse } from './response.js';

/** Context of a call in a provider of an API. */
export interface ApiContext extends CallContext {
  /**
   * Sends a request to the API of the provider with the credentials of the caller.
   * @param within a copy of this context with another time limit or signal
   * @throws ApiError
   */
  readonly api: <const Path extends string>(
    request: ApiRequest<Path & Checked<Path>>,
    within?: CallContext,
  ) => Promise<ApiResponse>;
}
