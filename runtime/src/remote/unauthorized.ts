import { SdkHttpError, UnauthorizedError } from '@modelcontextprotocol/client';
import { causesOf } from './causes.js';

/** Returns whether the server refused a request without sufficient credentials (status 401). */
export const isUnauthorized = (error: unknown): boolean =>
  causesOf(error).some(
    (cause) =>
      cause instanceof UnauthorizedError || (cause instanceof SdkHttpError && cause.status === 401),
  );
