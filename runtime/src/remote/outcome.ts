import {
  isInputRequiredResult,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
} from '@modelcontextprotocol/client';
import { isUnsent } from '../fetch/unreachable.js';
import type { Outcome } from '../call/effects.js';
import { ToolError } from '../call/tool-error.js';
import { causes } from './causes.js';
import { brokenOff } from './requests.js';

/** What a result says of the change that its call was to make; that of an error is told in its text. */
export function outcomeOf(result: Record<string, unknown>): Outcome {
  if (isInputRequiredResult(result)) return 'unknown';
  return result.isError === true ? 'none' : 'made';
}

/** Whether the server did not get the request, or tells itself what has become of it: its errors are passed on. */
export const isAnswered = (error: unknown): boolean =>
  causes(error).some(
    (one) =>
      one instanceof ToolError || // such as a sign-in that is needed
      isUnsent(one) ||
      (one instanceof ProtocolError && one.message !== brokenOff.message) ||
      (one instanceof SdkHttpError && one.status !== 408 && Math.trunc(one.status / 100) === 4) ||
      (one instanceof SdkError && one.code === SdkErrorCode.NotConnected),
  );
