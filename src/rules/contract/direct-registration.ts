import type { CallValue } from '../../model/facts.js';
import type { ProjectModel } from '../../model/project.js';
import { defineRule } from '../define.js';
import { registeredTool } from './parts/registered-tool.js';

/** Methods of the SDK's servers, v1 and v2; `tool`, `resource` and `prompt` are v1's older names. */
const METHODS: ReadonlySet<string> = new Set([
  'registerTool',
  'registerResource',
  'registerPrompt',
  'tool',
  'resource',
  'prompt',
]);

export default defineRule({
  severity: 'error',
  summary: 'Tools, resources and prompts are registered with their provider, not with the MCP SDK.',
  why: 'Tests, lists and limits of the provider do not cover definitions that are registered with the SDK directly.',
  source: {
    text: 'The contract of a provider, in the README; McpServer of the MCP TypeScript SDK.',
    url: 'https://github.com/modelcontextprotocol/typescript-sdk',
  },
  on: 'provider',
  check(provider, report) {
    const { files, directory, project } = provider;
    const { code } = project;
    const configuring = configuringCalls(project);
    for (const file of files) {
      for (const call of file.facts.calls) {
        const [name] = call.arguments;
        const handled = name && handledBy(call, code.constant({ file, value: name }));
        if (handled !== undefined) {
          report({
            at: file.at(call.callee),
            message: `This handler replaces the handler of the provider for "${handled}".`,
            hint: `Define tools, resources and prompts with the functions of "${directory}/mcp-instance.ts".`,
          });
          continue;
        }
        const method = configuring.has(call) ? undefined : methodOf(call);
        // Only with a fixed name: a loop may pass on definitions of a provider.
        if (!method || !name || typeof code.constant({ file, value: name }) !== 'string') continue;
        const kind = method.replace('register', '').toLowerCase();
        const fix = registeredTool(call, file, provider);
        report({
          at: file.at(call.callee),
          message: `This ${kind} is registered with the MCP SDK, not with its provider.`,
          hint: `Define it with \`${kind}\` of "${directory}/mcp-instance.ts".`,
          ...(fix && { fix }),
        });
      }
    }
  },
});

const CONFIGURING = new WeakMap<ProjectModel, ReadonlySet<CallValue>>();

/** What `configure` of `defineProvider` does: it is there for what the runtime cannot register. */
function configuringCalls(project: ProjectModel): ReadonlySet<CallValue> {
  const known = CONFIGURING.get(project) ?? configuredIn(project);
  CONFIGURING.set(project, known);
  return known;
}

function configuredIn({ files, code }: ProjectModel): ReadonlySet<CallValue> {
  const found = new Set<CallValue>();
  for (const file of files.values()) {
    if (file.test || !file.text.includes('configure')) continue;
    for (const value of file.facts.calls) {
      if (!code.runtime({ file, value: value.callee })?.returns?.members?.createServer) continue;
      const configure = code.argument({ file, value }, '0.configure');
      for (const each of configure ? code.functions(configure) : []) {
        for (const step of code.execution(each)) found.add(step.call.value);
      }
    }
  }
  return found;
}

const LISTS = /^(tools|resources|prompts)\/(list|call|read|get)/;
/** v1 of the SDK names requests by their schemas. */
const REQUEST =
  /^(ListTools|CallTool|ListResources|ReadResource|ListPrompts|GetPrompt)RequestSchema$/;

/** The method that a provider handles itself. */
function handledBy({ callee, arguments: [asked] }: CallValue, text: unknown): string | undefined {
  if (callee.is !== 'member' || callee.name !== 'setRequestHandler') return undefined;
  if (typeof text === 'string') return LISTS.test(text) ? text : undefined;
  const name = asked?.is === 'name' || asked?.is === 'member' ? asked.name : '';
  return REQUEST.test(name) ? name : undefined;
}

function methodOf({ callee, arguments: given }: CallValue): string | undefined {
  if (callee.is !== 'member' || !METHODS.has(callee.name) || given.length < 2) return undefined;
  return callee.name;
}
