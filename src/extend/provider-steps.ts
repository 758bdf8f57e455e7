import { kindOf } from '../kinds/kind-of.js';
import type { CommandContext } from '../model/command.js';
import { screamingCase } from '../model/names.js';
import type { PackageManager, ProviderSpec } from '../model/spec.js';
import { projectCommands } from '../render/commands.js';
import { styleOf } from '../styles/style-of.js';
import { callsToWrite } from './calls-to-write.js';

interface ProviderProject {
  packageManager: PackageManager;
  /** Port of its local sign-in server. */
  port: number;
  /** Place in which the user reads the steps; undefined if the user has signed in. */
  signIn: SignInPlace | undefined;
}

/** The place in which the user reads the steps: a terminal, or a program, whose commands must not wait for a user. */
type SignInPlace = 'terminal' | 'program';

export const signInPlace = ({ ui }: Pick<CommandContext, 'ui'>): SignInPlace =>
  ui.interactive ? 'terminal' : 'program';

/** Returns steps before a new provider works: commands, and sentences as shell comments. */
export function providerSteps(
  spec: ProviderSpec,
  { packageManager, port, signIn }: ProviderProject,
): string[] {
  const { name, auth } = spec;
  const style = styleOf(auth);
  const NAME = screamingCase(name);
  const kind = kindOf(spec.kind);
  const sentences = [
    ...(kind.render.next?.(spec) ?? []),
    ...(style.next?.(auth, { NAME, port }) ?? []),
  ];
  const command = projectCommands(packageManager).signIn(name);
  const secrets = style.environment(auth).filter(({ credential }) => credential === true);
  const variables = secrets.map(({ suffix, name: fixed }) => fixed ?? `${NAME}_${suffix}`);
  return [
    ...callsToWrite({ name, kind }, spec),
    ...sentences.map(comment),
    ...(style.storesCredentials && signIn
      ? [signInStep(command, style.linksAccounts === true, signIn, variables)]
      : []),
  ];
}

/** Returns the step in which `command` signs in. @param variables that have the credentials instead */
export const signInStep = (
  command: string,
  isInBrowser: boolean,
  place: SignInPlace,
  variables: readonly string[] = [],
): string => {
  if (place === 'terminal') return command;
  const another =
    variables.length === 0
      ? `pass the credentials in a file: ${command} --credentials FILE`
      : `write ${variables.join(' and ')} to .env`;
  return comment(
    isInBrowser
      ? `Ask the user to run "${command}", which waits up to 5 minutes for the browser.`
      : `Ask the user to run "${command}", or ${another}`,
  );
};

const comment = (sentence: string) => `# ${sentence}`;
