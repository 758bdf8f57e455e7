import type { CommandContext } from '../../model/command.js';
import type { Scope } from '../../model/client.js';
import { clientMissing } from '../../model/errors/client.js';
import type { Questions } from '../../model/questions.js';
import type { Options } from './options.js';
import { type Request, rows, scopesOf } from './request.js';

const SCOPES = [
  { value: 'user', label: 'Your own file, for all projects' },
  { value: 'project', label: 'A file in the project, shared with others' },
] as const;

/** Asks for what the command line leaves open, where questions can be asked. */
export interface Asking {
  /** @throws CliError `client/missing` */
  client(): Promise<string>;
  scope(request: Request): Promise<Scope | undefined>;
  /** Present once something was asked: then the changes are confirmed, too. */
  readonly begun: Questions | undefined;
  /** Whether the questions are those of another command, which says how to repeat all of it. */
  readonly isPart: boolean;
}

/** @param begun a conversation that goes on */
export function asking(
  { ui, flags, signal }: CommandContext,
  options: Options,
  begun?: Questions,
): Asking {
  async function begin() {
    if (begun || !ui.interactive || flags.yes || flags.json) return begun;
    begun = await ui.ask(signal);
    begun.intro('Configure an MCP client');
    return begun;
  }
  return {
    isPart: begun !== undefined,
    get begun() {
      return begun;
    },
    async client() {
      if (options.client !== undefined) return options.client;
      const questions = await begin();
      if (!questions) throw clientMissing();
      const choices = Object.entries(rows).map(([value, { label }]) => ({ value, label }));
      return questions.choose({ message: 'Client', choices, initial: 'claude-code' });
    },
    async scope(request) {
      const [first, ...others] = await scopesOf(request);
      if (options.scope !== undefined || others.length === 0) return options.scope ?? first;
      const questions = await begin();
      return (
        questions?.choose<Scope>({ message: 'File', choices: SCOPES, initial: 'user' }) ?? first
      );
    },
  };
}
