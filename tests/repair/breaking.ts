import type { ExampleText } from '../../src/model/rule.js';
import { project } from '../../src/rules/example.js';

/** A project, or a command line, that does not work. */
export interface Broken {
  what: string;
  /** Changes to the minimal project. */
  change?: ExampleText;
  /** Behind `mcp-provider`; the project is validated otherwise. */
  argv?: readonly string[];
  /** No command repairs it for sure. */
  stays?: true;
}

type Change = Parameters<typeof project>;

export const broken =
  (what: string) =>
  (...change: Change): Broken => ({ what, change: project(...change) });

export const unrepaired =
  (what: string) =>
  (...change: Change): Broken => ({ ...broken(what)(...change), stays: true });
