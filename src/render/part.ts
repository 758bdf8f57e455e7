import { hasCode, kindOf } from '../kinds/kind-of.js';
import { isBound, type Kind, type ToolNames } from '../model/kind.js';
import { relPath } from '../model/path.js';
import type { RenderedFile } from '../model/plan.js';
import type { PromptSpec, ProviderSpec, ResourceSpec, ToolSpec } from '../model/spec.js';
import { resourceCase, toolCase, promptCase } from './fixture/cases.js';
import { codeOf } from './fixture/constants.js';
import { promptFile, promptModule } from './prompt-module.js';
import { readerName, resourceFiles, resourceModule } from './resource-module.js';
import { printCode } from '../codegen/print/layout.js';
import { propertyKey, str } from '../codegen/print/text-literal.js';
import { toolModule } from './tool-module.js';
import { camelCase, kebabCase } from '../model/names.js';
import { callSource, schemasOf } from '../codegen/print/statement.js';

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
export interface TestCase {
  section: 'tools' | 'resources' | 'prompts';
  name: string;
  /** An object, indented by two spaces a level. */
  source: string;
}

export interface RenderContext extends Pick<ProviderSpec, 'name' | 'kind'> {
  settings?: object | undefined;
}

/** @param provider with the settings that its code states, for tests */
export function renderParts(
  { name: provider, kind: kindName, settings }: RenderContext,
  { tools, resources, prompts }: Pick<ProviderSpec, 'tools' | 'resources' | 'prompts'>,
): RenderedPart[] {
  const root = `src/providers/${provider}`;
  const kind = kindOf(kindName);
  return [
    ...tools.map((tool) => toolPart(provider, kind, root, tool, settings)),
    ...resources.map((resource) => resourcePart(provider, kind, root, resource)),
    ...prompts.map((prompt) => promptPart(provider, root, prompt)),
  ];
}

function toolPart(
  provider: string,
  kind: Kind,
  root: string,
  tool: ToolSpec,
  settings: object | undefined,
): RenderedPart {
  const { name } = tool;
  const { file } = toolNames(name, kind);
  return {
    kind: 'tool',
    name,
    files: renderTool(provider, kind, tool),
    module: `${root}/tools/${file}`,
    test: testCase('tools', name, toolCase(kind, tool, settings)),
  };
}

function resourcePart(
  provider: string,
  kind: Kind,
  root: string,
  resource: ResourceSpec,
): RenderedPart {
  const { name } = resource;
  const tested = resourceCase(kind, resource);
  return {
    kind: 'resource',
    name,
    files: renderResource(provider, kind, resource),
    module: `${root}/resources/${resourceFiles(name).resource}`,
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

export function renderTool(provider: string, kind: Kind, tool: ToolSpec): RenderedFile[] {
  const names = toolNames(tool.name, kind);
  return [
    at(provider, `tools/${names.file}.ts`, toolModule(tool, names, filledOf(tool, kind))),
    at(
      provider,
      `api/${names.file}.ts`,
      (hasCode(tool, kind) && kind.render.toolModule?.(tool, names)) ||
        unimplementedTool(tool, names),
    ),
  ];
}

/** Arguments whose default the call gets: by default all optional ones. */
function filledOf(tool: ToolSpec, { spec: { tool: binding } }: Kind): readonly string[] {
  if (binding?.filled && isBound(tool, binding)) return binding.filled(tool);
  const { properties = {}, required = [] } = tool.inputSchema;
  return Object.keys(properties).filter((name) => !required.includes(name));
}

export function renderResource(provider: string, kind: Kind, spec: ResourceSpec): RenderedFile[] {
  const files = resourceFiles(spec.name);
  const reader = readerName(spec.name, kind);
  return [
    at(provider, `resources/${files.resource}.ts`, resourceModule(spec, reader)),
    at(
      provider,
      `api/${files.api}.ts`,
      (isBound(spec, kind.spec.resource) && kind.render.resourceModule?.(spec, reader)) ||
        unimplementedReader(spec.name, reader),
    ),
  ];
}

export const renderPrompt = (provider: string, spec: PromptSpec): RenderedFile =>
  at(provider, `prompts/${promptFile(spec.name)}.ts`, promptModule(spec));

const at = (provider: string, path: string, text: string): RenderedFile => ({
  path: relPath(`src/providers/${provider}/${path}`),
  text,
});

/** Names that the module of a tool imports or declares. */
const TAKEN = ['input', 'int64', 'integer', 'output', 'rawSchema', 'tool', 'z'];

export function toolNames(tool: string, { render: { identifiers } }: Kind): ToolNames {
  const camel = camelCase(tool, 'Call');
  return {
    file: kebabCase(tool),
    function: [...TAKEN, ...identifiers].includes(camel) ? `${camel}Call` : camel,
    constant: `${camelCase(tool)}Tool`,
  };
}

const TOOL_ERROR = "import { ToolError } from 'mcp-provider';";

const failing = (name: string) => `throw new ToolError(${str(`${name} is not implemented yet`)});`;

/** `api/<tool>.ts` of a tool without a binding, in every kind. */
function unimplementedTool(tool: ToolSpec, names: ToolNames): string {
  const { types, imported } = schemasOf(tool, names.file);
  return [
    TOOL_ERROR,
    "import type { Call } from 'mcp-provider/api';",
    imported,
    '',
    callSource(names.function, types, [], [failing(tool.name)]),
  ].join('\n');
}

/** `api/read-<resource>.ts` of a resource without a binding, in every kind. */
const unimplementedReader = (name: string, reader: string): string =>
  [
    "import type { ResourceDefinition } from 'mcp-provider';",
    TOOL_ERROR,
    '',
    `export const ${reader}: ResourceDefinition['read'] = async () => {`,
    `  ${failing(name)}`,
    '};',
    '',
  ].join('\n');
