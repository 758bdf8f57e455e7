import { resolve } from 'node:path';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { oneLine, tableLines } from '../../model/text/table.js';
import type { View } from '../../model/ui.js';
import { projectAbove } from '../../project/find.js';
import { readProject } from '../../project/read.js';
import { requireReadable } from '../../project/require-readable.js';
import {
  type ListedPart,
  type ListedProvider,
  type ListedTool,
  listProviders,
  signInMachine,
  type SignInState,
} from '../../session/list-providers.js';

/** Lists what a project serves, without running its code. */
export async function run(
  { host, ui, flags }: CommandContext,
  commandLine: CommandLine,
): Promise<0 | 1> {
  const [directory = '.'] = commandLine.arguments;
  const root = await projectAbove(host.files, resolve(host.cwd, directory));
  const project = await readProject(host.files, root);
  if (project.config) requireReadable(project.config);
  const providers = await listProviders(project, await signInMachine(host, root));
  if (flags.json) ui.result(JSON.stringify({ root, providers }, null, 2));
  else ui.result(providersText(providers, ui.stdout));
  // A provider without an entry in provider-config.yaml is not served.
  return providers.some(({ auth }) => auth === null) ? 1 : 0;
}

/** Returns a text with a table for each provider; texts that are too wide end with "…". */
export function providersText(providers: readonly ListedProvider[], view: View): string {
  if (providers.length === 0) return 'The project has no providers.';
  return providers.map((provider) => providerText(provider, view)).join('\n\n');
}

function providerText(provider: ListedProvider, view: View): string {
  const { name, displayName, auth, signIn, tools, resources, prompts } = provider;
  const { paint } = view;
  const rows = [
    ...tools.map((tool) => ['tool', title(tool), annotationText(tool), oneLine(tool.description)]),
    ...resources.map((part) => [
      'resource',
      title(part),
      '',
      `${part.uri ?? ''} ${oneLine(part.description)}`.trim(),
    ]),
    ...prompts.map((part) => ['prompt', title(part), '', oneLine(part.description)]),
  ];
  const style = auth === 'none' ? '' : (auth ?? 'not configured');
  const facts = [displayName ?? '', style, signInText(signIn, view)];
  const heading = [paint.bold(name), ...facts.filter(Boolean)].join('  ');
  const table = rows.length > 0 ? tableLines(rows, view) : ['  no tools, resources or prompts'];
  return [heading, ...table].join('\n');
}

const title = ({ name, file }: ListedPart) => name ?? `? (${file})`;

/** Returns the annotations of a tool that differ from their defaults (MCP `ToolAnnotations`). */
function annotationText({ annotations }: ListedTool): string {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations;
  const annotationWords = [
    readOnlyHint === true ? 'read-only' : '',
    destructiveHint === true ? 'destructive' : destructiveHint === false ? 'additive' : '',
    idempotentHint === true ? 'idempotent' : '',
    openWorldHint === false ? 'closed world' : '',
  ];
  return annotationWords.filter(Boolean).join(', ');
}

function signInText(signIn: SignInState, { paint }: View): string {
  switch (signIn) {
    case 'nothing needed':
      return paint.dim('no sign-in required');
    case 'environment':
      return paint.green('credentials in environment variables');
    case 'file':
      return paint.green('credentials in a file');
    case 'stored':
      return paint.green('signed in');
    case 'not signed in':
      return paint.yellow('not signed in');
    case 'unknown':
      return paint.dim('sign-in unknown');
  }
}
