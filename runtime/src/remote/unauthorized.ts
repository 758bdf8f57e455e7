import { SdkHttpError, UnauthorizedError } from '@modelcontextprotocol/client';
import { causes } from './causes.js';

/** The server refused a request without sufficient credentials (status 401). */
export const isUnauthorized = (error: unknown): boolean =>
  causes(error).some(
    (one) =>
      one instanceof UnauthorizedError || (one instanceof SdkHttpError && one.status === 401),
  );
