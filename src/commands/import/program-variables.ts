import { programAuth } from '../../../runtime/src/auth/program.js';
import { localPrincipal } from '../../../runtime/src/provider/principal.js';
import { closeProject, openProject } from '../../../runtime/src/provider/project.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Provider } from '../../model/project.js';
import { serverVariables } from '../../project/variables.js';
import type { OpenProject } from '../grow/project.js';

/**
 * The command line and the environment that start the program of a provider as its server does: with the variables that
 * `api/auth.ts` names, from the environment, `.env` or the credential store.
 */
export async function asServed(
  context: CommandContext,
  { root, model }: OpenProject,
  name: string,
  given: GivenArguments,
): Promise<readonly [CommandContext, GivenArguments]> {
  const variables = variablesIn(model.providers.find((provider) => provider.name === name));
  const names = Object.entries(variables);
  if (names.length === 0) return [context, given];
  const here = await serverVariables(context.host, root);
  const isHere = names.every(([, variable]) => here[variable]);
  const values = isHere
    ? Object.fromEntries(names.map(([key, variable]) => [key, here[variable]]))
    : await stored(root, name, variables);
  const env = { ...context.host.env, ...values };
  const lists = { ...given.lists, env: names.map(([key]) => key) };
  return [
    { ...context, host: { ...context.host, env } },
    { ...given, lists },
  ];
}

/** Those of `programAuth`: names of environment variables by the name that the program reads. */
function variablesIn(provider: Provider | undefined): Readonly<Record<string, string>> {
  const call = provider?.module('api/auth')?.calls.find((each) => each.name === 'programAuth');
  return Object.fromEntries(
    [...(call?.arguments[1]?.members ?? [])].map(([key, { value }]) => [key, String(value)]),
  );
}

async function stored(root: string, name: string, variables: Readonly<Record<string, string>>) {
  const project = openProject(root);
  try {
    return await programAuth(name, variables).getCredentials(localPrincipal().userId);
  } finally {
    closeProject(project);
  }
}
