import { printCode } from '../codegen/print/layout.js';
import { memberSource } from '../codegen/print/statement.js';
import { propertyKey, str } from '../codegen/print/text-literal.js';
import { type SharedSchemas, sharedSchemas } from '../codegen/shared-schemas.js';
import { hasCode, kindOf } from '../kinds/kind-of.js';
import {
  type CodeHome,
  type CodeSource,
  isBound,
  type Kind,
  type ToolNames,
} from '../model/kind.js';
import { camelCase, kebabCase } from '../model/names.js';
import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import type { PromptSpec, ProviderSpec, ResourceSpec, ToolSpec } from '../model/spec.js';
import { promptCase, resourceCase, toolCases } from './fixture/cases.js';
import { codeOf } from './fixture/constants.js';
import { promptFile, promptModule } from './prompt-module.js';
import { resourceFile, resourceModule } from './resource-module.js';
import { schemaModule, toolModule } from './tool-module.js';

/** A tool, a resource or a prompt, as it is put into a provider that is there. */
export interface RenderedPart {
  kind: 'tool' | 'resource' | 'prompt';
  name: string;
  files: RenderedFile[];
  /** The module that registers it, from the project's root, without extension. */
  module: string;
  /** Its case in the provider's tests; absent where there is nothing to test. */
  test?: TestCase;
}

/** A member of an object in the fixture of `tests/<provider>.test.ts`. */
interface TestCase {
  section: 'tools' | 'resources' | 'prompts';
  name: string;
  /** An object, indented by two spaces a level. */
  source: string;
}

export interface RenderContext extends Pick<ProviderSpec, 'name' | 'kind'> {
  settings?: object | undefined;
  /** What they share with each other and with further tools; absent: with each other. */
  shared?: Shared;
}

/** @param provider with the settings that its code states, for tests */
export function renderParts(
  { name: provider, kind: kindName, settings, shared: sharedWithOthers }: RenderContext,
  { tools, resources, prompts }: Pick<ProviderSpec, 'tools' | 'resources' | 'prompts'>,
): RenderedPart[] {
  const root = `src/providers/${provider}`;
  const kind = kindOf(kindName);
  const shared = sharedWithOthers ?? sharedOf(tools, kind);
  const home = { kind, ...shared };
  const common = renderShared(provider, shared);
  return [
    ...tools.map((tool) => {
      const part = toolPart(provider, root, tool, home, settings);
      return { ...part, files: [...part.files, ...common] };
    }),
    ...resources.map((resource) => resourcePart(provider, root, resource, home)),
    ...prompts.map((prompt) => promptPart(provider, root, prompt)),
  ];
}

function toolPart(
  provider: string,
  root: string,
  tool: ToolSpec,
  home: PartHome,
  settings: object | undefined,
): RenderedPart {
  const { name } = tool;
  const { kind } = home;
  const { file } = toolNames(name, kind);
  return {
    kind: 'tool',
    name,
    files: [renderTool(provider, tool, home)],
    module: `${root}/tools/${file}`,
    test: testCase('tools', name, toolCases(kind, tool, settings)),
  };
}

function resourcePart(
  provider: string,
  root: string,
  resource: ResourceSpec,
  home: Omit<PartHome, 'schemas'>,
): RenderedPart {
  const { name } = resource;
  const { kind } = home;
  const tested = resourceCase(kind, resource);
  return {
    kind: 'resource',
    name,
    files: [renderResource(provider, resource, home)],
    module: `${root}/resources/${resourceFile(name)}`,
    ...(tested && { test: testCase('resources', name, tested) }),
  };
}

function promptPart(provider: string, root: string, prompt: PromptSpec): RenderedPart {
  const { name } = prompt;
  return {
    kind: 'prompt',
    name,
    files: [renderPrompt(provider, prompt)],
    module: `${root}/prompts/${promptFile(name)}`,
    test: testCase('prompts', name, promptCase(prompt)),
  };
}

/** Where cases stand in the file. */
const MARGIN = ' '.repeat(4);

function testCase(section: TestCase['section'], name: string, value: object): TestCase {
  const text = printCode(codeOf(value), `${MARGIN}${propertyKey(name)}: `);
  return { section, name, source: text.replaceAll(`\n${MARGIN}`, '\n') };
}

/** What the code of a provider's parts depends on. */
interface PartHome extends CodeHome {
  kind: Kind;
  schemas: SharedSchemas;
}

export const renderTool = (
  provider: string,
  tool: ToolSpec,
  { kind, schemas, ...home }: PartHome,
): RenderedFile => {
  const names = toolNames(tool.name, kind);
  const written = hasCode(tool, kind) ? kind.render.toolCode?.(tool, home) : undefined;
  const code = written ?? unimplemented('run', tool.name);
  const isStated = tool.annotations !== undefined || isBound(tool, kind.spec.tool);
  const member = isStated ? code.member : `${UNSTATED}\n${code.member}`;
  const filled = filledOf(tool, kind);
  const text = toolModule(tool, names, {
    code: { ...code, member },
    filled,
    shared: schemas.names,
  });
  return at(provider, `tools/${names.file}.ts`, text);
};

/** What the tools of a provider share: `schemas/`, and a module of their kind. */
export const renderShared = (
  provider: string,
  { schemas, sharedModule }: Shared,
): RenderedFile[] => [
  ...Array.from(schemas.files, ([file, constants]) =>
    at(provider, `schemas/${file}.ts`, schemaModule(file, constants)),
  ),
  ...(sharedModule ? [at(provider, `${sharedModule.file}.ts`, sharedModule.text)] : []),
];

/** Arguments whose default the call gets: by default all. */
export function filledOf(tool: ToolSpec, { spec: { tool: binding } }: Kind): readonly string[] {
  if (binding?.filled && isBound(tool, binding)) return binding.filled(tool);
  return Object.keys(tool.inputSchema.properties ?? {});
}

export function renderResource(
  provider: string,
  spec: ResourceSpec,
  { kind }: Omit<PartHome, 'schemas'>,
): RenderedFile {
  const written = isBound(spec, kind.spec.resource) ? kind.render.resourceCode?.(spec) : undefined;
  const code = written ?? unimplemented('read', spec.name);
  return at(provider, `resources/${resourceFile(spec.name)}.ts`, resourceModule(spec, code));
}

export const renderPrompt = (provider: string, spec: PromptSpec): RenderedFile =>
  at(provider, `prompts/${promptFile(spec.name)}.ts`, promptModule(spec));

const at = (provider: string, path: string, text: string): RenderedFile => ({
  path: relPath(`src/providers/${provider}/${path}`),
  text,
});

export type Shared = ReturnType<typeof sharedOf>;

/** What tools of a kind share. */
export function sharedOf(tools: readonly ToolSpec[], { render }: Kind) {
  const sharedModule = render.sharedModule?.(tools);
  const names = sharedModule?.names.values() ?? [];
  const schemas = sharedSchemas(tools, [...TAKEN, ...render.identifiers, ...names]);
  return { schemas, sharedModule };
}

/** Names that the module of a tool imports or declares. */
const TAKEN = [
  'exactInteger',
  'exactNumber',
  'fromApi',
  'int64',
  'rawSchema',
  'tool',
  'ToolError',
  'z',
];

/** A constant of one word could be one of the directory `schemas`. */
export function toolNames(
  tool: string,
  { render: { identifiers, functions = 'inside' } }: Kind,
): ToolNames {
  const camel = camelCase(tool, 'Tool');
  const isTaken =
    functions === 'outside' || [...TAKEN, ...identifiers].includes(camel) || !/[A-Z]/.test(camel);
  return { file: kebabCase(tool), constant: isTaken ? `${camel.replace(/Tool$/, '')}Tool` : camel };
}

/** Above the function of a tool that its owner writes. MCP: without hints, a tool may destroy something anywhere. */
const UNSTATED = [
  '  // Clients ask before they call it, unless it states that it changes nothing:',
  '  // annotations: { readOnlyHint: true, openWorldHint: false },',
].join('\n');

/** The code of what has no binding, in every kind. */
const unimplemented = (member: 'run' | 'read', name: string): CodeSource => ({
  imports: { 'mcp-provider': ['ToolError'] },
  member: memberSource(member, {
    parameters: [],
    statements: [`throw new ToolError(${str(`${name} is not implemented yet`)});`],
  }),
});
