import { addParts } from '../../extend/add-parts.js';
import type { OpenProject } from '../../extend/open-project.js';
import type { LazyQuestions } from '../../extend/proposal.js';
import { type ProviderHome, refuseTaken } from '../../extend/provider-context.js';
import type { CommandContext, CommandLine, OrderedFlag } from '../../model/command.js';
import { optionNeeds } from '../../model/errors/cli.js';
import { editedStub } from '../../model/errors/extend.js';
import type { Provider } from '../../model/project.js';
import type { ToolSpec } from '../../model/spec.js';
import { unimplementedIn } from '../../model/unimplemented-in.js';
import { partNamed, partNames } from '../../project/provider-parts.js';
import { readTools } from '../../spec/flags.js';
import type { UndescribedTool } from '../../spec/flags/tool.js';
import { toolsToFlags, withoutExamples } from '../../spec/to-flags.js';
import { additionTo, unwrittenTool } from '../../updates/unwritten-tools.js';
import type { AddToolOptions } from './details.js';

export const run = (context: CommandContext, commandLine: CommandLine<AddToolOptions>) =>
  addParts(context, commandLine, {
    name: 'add-tool',
    kind: 'tool',
    describedBy: ['description'],
    read: (...readArguments) => read(commandLine, ...readArguments),
    addition: additionTo,
    words: ({ tools }, kind) => toolsToFlags(tools.map(withoutExamples), kind),
  });

type FindStub = (tool: string) => ToolSpec | undefined;

/** Returns the tools that the command line describes, after questions about what it leaves out. */
async function read(
  commandLine: CommandLine<AddToolOptions>,
  provider: Provider,
  lazyQuestions: LazyQuestions,
  providerHome: ProviderHome,
  project: OpenProject,
) {
  const findStub: FindStub = (tool) => unwrittenTool(project, provider, tool);
  const stated = statedTool(commandLine, findStub);
  const { draft, missing, check } = readTools(stated.flags, providerHome, stated.identity);
  refuseEditedStubs(provider, draft, findStub);
  const tools = draft.map((tool, index) =>
    withArguments(
      index === 0 ? { ...tool, ...stated.description } : tool,
      findStub(tool.name)?.inputSchema,
      stated.flags,
    ),
  );
  const { flag: callOption } = providerHome.kind.spec.tool?.option ?? {};
  const requiredOptions = stated.isStubAlone && callOption !== undefined ? [callOption] : missing;
  if (requiredOptions.length === 0) return check(tools);
  const takenNames = partNames(provider, 'tool').filter((tool) => !findStub(tool));
  for (const tool of tools) {
    refuseTaken('tool', tool.name, takenNames);
    await providerHome.verify?.(tool);
  }
  const questions = await lazyQuestions.askFor(requiredOptions);
  const { askDescriptions, askTools } = await import('../../spec/questions/tool.js');
  if (stated.flags.length > 0) return check(await askDescriptions(questions, tools));
  const answers = { ...stated.description, ...tools[0] };
  return check(
    await askTools(questions, providerHome, { takenNames, stated: answers, isAddition: true }),
  );
}

/**
 * Returns what the command line states of the tool, or of the first of several. A name contains no
 * blanks, so words with a path, or a command of curl, are a request.
 * @throws CliError `usage/option-needs`
 */
function statedTool(
  { arguments: [first], options, ordered }: CommandLine<AddToolOptions>,
  findStub: FindStub,
) {
  const isRequest = first !== undefined && /^curl\s|\s\S*\//i.test(first);
  const flags: OrderedFlag[] = isRequest ? [['--tool', first], ...ordered] : [...ordered];
  const stub = first === undefined ? undefined : findStub(first);
  const { description: text = stub?.description } = options;
  // Without other options, the name is asked for; each "--tool" has a description of its own.
  if (first === undefined && text !== undefined && flags.length > 0)
    throw optionNeeds('--description', ['<name>']);
  const description = text === undefined ? {} : { description: text };
  return {
    flags,
    description,
    identity: first === undefined || isRequest ? undefined : { name: first, ...description },
    /** Whether only the call of the tool is missing. */
    isStubAlone: stub !== undefined && options.description === undefined && flags.length === 0,
  };
}

/** @throws CliError `extend/name-taken` for a tool that is not written yet, but was edited by hand */
function refuseEditedStubs(
  provider: Provider,
  tools: readonly UndescribedTool[],
  findStub: FindStub,
): void {
  for (const { name } of tools) {
    const module = partNamed(provider, 'tool', name)?.module;
    const isStub = module && unimplementedIn(module).some((tool) => tool.name === name);
    if (isStub && !findStub(name)) throw editedStub(name, module.path);
  }
}

/** Returns a tool with the arguments that it had before its call was written, unless options state others. */
function withArguments(
  tool: UndescribedTool,
  previousSchema: ToolSpec['inputSchema'] | undefined,
  flags: readonly OrderedFlag[],
): UndescribedTool {
  if (!previousSchema) return tool;
  const { properties = {}, required: requiredNames = [], ...schema } = tool.inputSchema;
  const isStated = (name: string) =>
    flags.some(([flag, text]) => flag === '--param' && /^[\w.-]+/.exec(text)?.[0] === name);
  const otherProperties = Object.entries(previousSchema.properties ?? {}).filter(
    ([name]) => !isStated(name),
  );
  const previousRequired = (previousSchema.required ?? []).filter((name) => !isStated(name));
  const allRequired = [...new Set([...requiredNames, ...previousRequired])];
  return {
    ...tool,
    inputSchema: {
      ...schema,
      properties: { ...properties, ...Object.fromEntries(otherProperties) },
      ...(allRequired.length > 0 && { required: allRequired }),
    },
  };
}
