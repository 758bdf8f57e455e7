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

async function read(
  commandLine: CommandLine<AddToolOptions>,
  provider: Provider,
  lazyQuestions: LazyQuestions,
  providerHome: ProviderHome,
  project: OpenProject,
) {
  const { arguments: positional, options } = commandLine;
  const [first] = positional;
  const unwrittenToolNamed = (tool: string) => unwrittenTool(project, provider, tool);
  const unwrittenStub = unwrittenToolNamed(first ?? '');
  const { description = unwrittenStub?.description } = options;
  // A name contains no blanks, so anything else is a request.
  const isRequest = first !== undefined && /^curl\s|\s\S*\//i.test(first);
  const orderedOptions: OrderedFlag[] = [
    ...(isRequest ? [['--tool', first] as const] : []),
    ...commandLine.ordered,
  ];
  const name = isRequest ? undefined : first;
  // Without other options, the name is asked for; each "--tool" has a description of its own.
  if (first === undefined && description !== undefined && orderedOptions.length > 0)
    throw optionNeeds('--description', ['<name>']);
  const descriptionOption = description === undefined ? {} : { description };
  const identity = name === undefined ? undefined : { name, ...descriptionOption };
  const { draft, missing, check } = readTools(orderedOptions, providerHome, identity);
  for (const tool of draft) {
    const module = partNamed(provider, 'tool', tool.name)?.module;
    const isStub =
      module &&
      unimplementedIn(module).some((unimplementedTool) => unimplementedTool.name === tool.name);
    if (isStub && !unwrittenToolNamed(tool.name)) throw editedStub(tool.name, module.path);
  }
  const tools = draft
    .map((tool, index) => (index === 0 ? { ...tool, ...descriptionOption } : tool))
    .map((tool) => withArguments(tool, unwrittenToolNamed(tool.name), orderedOptions));
  const { flag } = providerHome.kind.spec.tool?.option ?? {};
  // Only the call of the tool is still missing.
  const isBareStub =
    unwrittenStub && options.description === undefined && orderedOptions.length === 0;
  const requiredOptions = isBareStub && flag !== undefined ? [flag] : missing;
  if (requiredOptions.length === 0) return check(tools);
  const takenNames = partNames(provider, 'tool').filter((tool) => !unwrittenToolNamed(tool));
  for (const tool of tools) {
    refuseTaken('tool', tool.name, takenNames);
    await providerHome.verify?.(tool);
  }
  const questions = await lazyQuestions.askFor(requiredOptions);
  const { askDescriptions, askTools } = await import('../../spec/questions/tool.js');
  const isBare = orderedOptions.length === 0;
  return check(
    isBare
      ? await askTools(questions, providerHome, {
          takenNames,
          stated: { ...descriptionOption, ...tools[0] },
          isAddition: true,
        })
      : await askDescriptions(questions, tools),
  );
}

/** Returns a tool with the arguments that it had before its call was written, unless options state others. */
function withArguments(
  tool: UndescribedTool,
  { inputSchema: previousSchema }: Partial<ToolSpec> = {},
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
