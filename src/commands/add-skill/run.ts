import type { Tool } from '@modelcontextprotocol/client';
import { toolList } from '../../../runtime/src/remote/tool-list.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import { carryOutAddition } from '../../extend/addition.js';
import { chooseProvider } from '../../extend/choose-provider.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import { sharedQuestions } from '../../interview/shared-questions.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { invalidSkillName, whichProvider } from '../../model/errors/extend.js';
import { kebabCase } from '../../model/names.js';
import { relPath } from '../../model/path.js';
import type { Provider } from '../../model/project.js';
import { optionWords } from '../../options/option-words.js';
import { displayName, entryText } from '../../project/provider-parts.js';
import { casesIn, providerTests } from '../../project/provider-tests.js';
import { projectCommands } from '../../render/commands.js';
import { withAllTools } from '../../session/all-tools.js';
import { openSession } from '../../session/server-target.js';
import { withClient } from '../../session/with-client.js';
import type { options } from './command.js';
import { skillText } from './skill-text.js';

/** Names of skills (Agent Skills). */
const NAME = /^(?=.{1,64}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Writes a first skill for a provider of the project around the working directory.
 * @throws CliError `extend/which-provider`, `project/unknown-provider`
 */
export async function run(context: CommandContext, commandLine: CommandLineOf<typeof options>) {
  const project = await openProject(context);
  const { providers } = project.model;
  const provider = await chooseProvider(
    { root: project.root, providers, name: commandLine.options.provider },
    async () => sharedQuestions(context)?.(),
    whichProvider,
  );
  const name = commandLine.options.name ?? kebabCase(provider.name).slice(0, 64).replace(/-$/, '');
  if (!NAME.test(name)) throw invalidSkillName(name, kebabCase(name));
  const tools = await listAllTools(context, project, provider, commandLine.options);
  const text = skillText({
    name,
    provider: provider.name,
    title: displayName(provider),
    description: entryText(provider, 'description') ?? '',
    readme: (await project.read('README.md')) ?? '',
    tools,
    calls: firstCalls(provider),
  });
  const { test } = projectCommands(project.packageManager);
  const path = relPath(`skills/${name}/SKILL.md`);
  return carryOutAddition(
    context,
    project,
    { files: [{ path, text }], insertions: [], notes: [] },
    {
      title: `Add the skill ${name}`,
      done: `Added the skill ${name}`,
      next: [`# Add to ${path} when to use which tool.`, test],
      repeat: ['add-skill', ...optionWords({ provider: provider.name, name })],
    },
  );
}

/** Returns all tools that the provider lists, also those that clients find by search. */
async function listAllTools(
  context: CommandContext,
  { root }: OpenProject,
  { name }: Provider,
  sessionOptions: CommandLineOf<typeof options>['options'],
): Promise<Tool[]> {
  const session = await openSession(context, [root], { ...sessionOptions, provider: name });
  const { timeout } = sessionOptions;
  return withClient(
    context,
    withAllTools(session),
    { timeout, asks: false },
    async ({ client, callMs }) => (await toolList(client, { timeout: callMs })).tools,
  );
}

/** Returns the arguments of the first test case of each tool, as far as they are constants. */
function firstCalls({ name, project }: Provider): Map<string, Record<string, unknown>> {
  const [test] = providerTests(project).filter(({ provider }) => provider === name);
  const cases = casesIn(project, test?.fixture, 'tools').byName;
  return new Map(
    [...cases].flatMap(([tool, { expression }]) => {
      const first = expression.items[0] ?? expression;
      const args = first.members.get('arguments')?.value;
      return isObject(args) ? [[tool, args] as const] : [];
    }),
  );
}
