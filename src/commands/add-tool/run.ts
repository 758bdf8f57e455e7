import { addParts } from '../../extend/add-parts.js';
import type { OpenProject } from '../../extend/open-project.js';
import type { LazyQuestions } from '../../extend/proposal.js';
import { type ProviderHome, refuseTaken } from '../../extend/provider-context.js';
import type { CommandContext, CommandLine, OrderedFlag } from '../../model/command.js';
import { optionNeeds } from '../../model/errors/cli.js';
import { editedStub } from '../../model/errors/grow.js';
import type { Provider } from '../../model/project.js';
import type { ToolSpec } from '../../model/spec.js';
import { unimplementedIn } from '../../model/unimplemented-in.js';
import { namesOf, partNamed } from '../../project/provider-parts.js';
import { readTools } from '../../spec/flags.js';
import type { UndescribedTool } from '../../spec/flags/tool.js';
import { toolsToFlags, withoutExamples } from '../../spec/to-flags.js';
import { additionTo, unwrittenTool } from '../../updates/unwritten-tools.js';
import type { AddToolOptions } from './details.js';

export const run = (context: CommandContext, given: CommandLine<AddToolOptions>) =>
  addParts(context, given, {
    name: 'add-tool',
    kind: 'tool',
    describedBy: ['description'],
    read: (...of) => read(given, ...of),
    addition: additionTo,
    words: ({ tools }, kind) => toolsToFlags(tools.map(withoutExamples), kind),
  });

async function read(
  given: CommandLine<AddToolOptions>,
  provider: Provider,
  asking: LazyQuestions,
  home: ProviderHome,
  project: OpenProject,
) {
  const { arguments: words, options } = given;
  const [first] = words;
  const unwritten = (tool: string) => unwrittenTool(project, provider, tool);
  const stub = unwritten(first ?? '');
  const { description = stub?.description } = options;
  // A name has no blanks.
  const isRequest = first !== undefined && /^curl\s|\s\S*\//i.test(first);
  const ordered: OrderedFlag[] = [
    ...(isRequest ? [['--tool', first] as const] : []),
    ...given.ordered,
  ];
  const name = isRequest ? undefined : first;
  // Without other options the name is asked for; each "--tool" has a description of its own.
  if (first === undefined && description !== undefined && ordered.length > 0)
    throw optionNeeds('--description', ['<name>']);
  const about = description === undefined ? {} : { description };
  const identity = name === undefined ? undefined : { name, ...about };
  const { draft, missing, check } = readTools(ordered, home, identity);
  for (const tool of draft) {
    const module = partNamed(provider, 'tool', tool.name)?.module;
    const isStub = module && unimplementedIn(module).some((each) => each.name === tool.name);
    if (isStub && !unwritten(tool.name)) throw editedStub(tool.name, module.path);
  }
  const tools = draft
    .map((tool, index) => (index === 0 ? { ...tool, ...about } : tool))
    .map((tool) => withArguments(tool, unwritten(tool.name), ordered));
  const { flag } = home.kind.spec.tool?.option ?? {};
  // Only its call is left to be said.
  const isBareStub = stub && options.description === undefined && ordered.length === 0;
  const required = isBareStub && flag !== undefined ? [flag] : missing;
  if (required.length === 0) return check(tools);
  const taken = namesOf(provider, 'tool').filter((tool) => !unwritten(tool));
  for (const tool of tools) {
    refuseTaken('tool', tool.name, taken);
    await home.verify?.(tool);
  }
  const questions = await asking.askFor(required);
  const { askDescriptions, askTools } = await import('../../spec/questions/tool.js');
  const isBare = ordered.length === 0;
  return check(
    isBare
      ? await askTools(questions, home, {
          taken,
          stated: { ...about, ...tools[0] },
          isAddition: true,
        })
      : await askDescriptions(questions, tools),
  );
}

/** A tool with the arguments that it had before its call was written, as far as no option states them. */
function withArguments(
  tool: UndescribedTool,
  { inputSchema: was }: Partial<ToolSpec> = {},
  flags: readonly OrderedFlag[],
): UndescribedTool {
  if (!was) return tool;
  const { properties = {}, required = [], ...schema } = tool.inputSchema;
  const isStated = (name: string) =>
    flags.some(([flag, text]) => flag === '--param' && /^[\w.-]+/.exec(text)?.[0] === name);
  const otherProperties = Object.entries(was.properties ?? {}).filter(([name]) => !isStated(name));
  const needed = (was.required ?? []).filter((name) => !isStated(name));
  const all = [...new Set([...required, ...needed])];
  return {
    ...tool,
    inputSchema: {
      ...schema,
      properties: { ...properties, ...Object.fromEntries(otherProperties) },
      ...(all.length > 0 && { required: all }),
    },
  };
}
