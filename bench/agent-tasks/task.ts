import type { Api } from './api.js';
import type { Checks } from './harness.js';

export interface Task {
  /** Files that the user has. */
  prepare?: (directory: string) => void | Promise<void>;
  /** Commands that make the project that the user has. */
  begin?: string;
  /** The API answers each request with 503 the first time. */
  isBusy?: boolean;
  check: (checks: Checks, directory: string, api: Api) => Promise<void>;
}
