import { describe, expect, it } from 'vitest';
import type { Known } from '../../src/model/code.js';
import { minimalProject } from '../rules/minimal-project.js';
import { projectOf } from './disk.js';

const known = (value: Known<string>) => (value.is === 'known' ? value.value : value.is);

/** Tools of provider \`p\` with this tool file, in words. */
async function tools(source: string, more: Record<string, string> = {}) {
  const project = await projectOf({
    'src/providers/p/mcp-instance.ts':
      'export const { tool, resource, prompt } = registerProvider("p");',
    'src/providers/q/mcp-instance.ts': 'export const { tool } = registerProvider("q");',
    'src/core/define.ts': 'export function tool(definition) { return definition; }',
    'src/providers/p/tools/t.ts': source,
    ...more,
  });
  const [provider] = project.providers;
  return provider!.tools.map(
    ({ name, registrar }) =>
      `${known(name)} of ${registrar.is === 'provider' ? registrar.provider : registrar.path}`,
  );
}

it.each<[source: string, expected: string[]]>([
  ["import { tool } from '../mcp-instance.js'; tool({ name: 'a' })", ['a of p']],
  ["import { tool as t } from '../mcp-instance.js'; export const x = t({ name: 'a' })", ['a of p']],
  ["import * as instance from '../mcp-instance.js'; instance.tool({ name: 'a' })", ['a of p']],
  ["import { tool } from '../../q/mcp-instance.js'; tool({ name: 'a' })", ['a of q']],
  [
    "import { tool } from '../../../core/define.js'; tool({ name: 'a' })",
    ['a of src/core/define.ts'],
  ],
  [
    "import { tool } from '../mcp-instance.js'; const definition = { name: 'a' }; tool(definition)",
    ['a of p'],
  ],
  [
    "import { tool } from '../mcp-instance.js'; const NAME = 'a'; tool({ name: `${NAME}_b` })",
    ['a_b of p'],
  ],
  ["import { tool } from '../mcp-instance.js'; tool({ name: make() })", ['unseen of p']],
  [
    "import { tool } from '../mcp-instance.js'; const add = (what) => { const verb = 'get'; tool({ name: `${verb}_${what}` }); }; add('a'); add('b');",
    ['get_a of p', 'get_b of p'],
  ],
  [
    "import { tool } from '../mcp-instance.js'; const add = (what) => tool({ name: `get_${what}` }); add(process.env.WHAT);",
    ['unseen of p'],
  ],
  ["import { tool } from '../mcp-instance.js'; tool({ ...rest() })", ['unseen of p']],
  ["import { tool } from '../mcp-instance.js'; tool({ title: 'x' })", ['absent of p']],
  ["import { tool } from '../mcp-instance.js'; tool(make())", ['unseen of p']],
  [
    "import { tool } from '../mcp-instance.js'; for (const name of names()) tool({ name })",
    ['unseen of p'],
  ],
  [
    "import { tool } from '../mcp-instance.js'; for (const name of ['a', 'b']) tool({ name })",
    ['a of p', 'b of p'],
  ],
  [
    "import { tool } from '../mcp-instance.js'; [['a'], ['b']].map(([id]) => tool({ name: `${id}_x` }))",
    ['a_x of p', 'b_x of p'],
  ],
  [
    "import { tool } from '../mcp-instance.js'; for (const [name, each] of Object.entries({ a: { is: 'x' } })) { tool({ name }); tool({ name: each.is }); }",
    ['a of p', 'x of p'],
  ],
  ["import { tool } from '../mcp-instance.js'; function add(tool) { tool({ name: 'a' }) }", []],
  ["import { tool } from 'elsewhere'; tool({ name: 'a' })", []],
  ["function tool(x) {} tool({ name: 'a' })", []],
])('%s', async (source, expected) => expect(await tools(source)).toEqual(expected));

it('finds tools through a barrel and a registrar that is an object', async () => {
  const barrel = {
    'src/providers/p/provider.ts': "export { tool as makeTool } from './mcp-instance.js';",
  };
  expect(
    await tools("import { makeTool } from '../provider.js'; makeTool({ name: 'a' })", barrel),
  ).toEqual(['a of p']);
  const object = {
    'src/providers/p/mcp-instance.ts':
      'export const provider = registerProvider("p"); export const tool = provider.tool;',
  };
  expect(
    await tools(
      "import { provider } from '../mcp-instance.js'; provider.tool({ name: 'a' })",
      object,
    ),
  ).toEqual(['a of p']);
  expect(
    await tools("import { tool } from '../mcp-instance.js'; tool({ name: 'a' })", object),
  ).toEqual(['a of p']);
});

describe('a tool of the minimal project', () => {
  const tool = async () => (await projectOf(minimalProject)).providers[0]!.tools[0]!;

  it('has its words and annotations', async () => {
    const { name, title, description, annotations, run } = await tool();
    expect([name, title, description].map(known)).toEqual([
      'get_forecast',
      'Get forecast',
      'The weather of the next days at a place.',
    ]);
    expect(annotations).toEqual({ readOnlyHint: true, openWorldHint: true });
    expect(run?.function.parameters).toHaveLength(2);
  });

  it('has its schemas', async () => {
    const { input, output } = await tool();
    expect(input?.properties?.map(({ name, optional }) => [name, optional])).toEqual([
      ['place', false],
      ['days', true],
    ]);
    expect(output?.keywords).toEqual({ type: 'object' });
  });

  it('knows resources and prompts', async () => {
    const project = await projectOf({
      'src/providers/p/mcp-instance.ts':
        'export const { resource, prompt } = registerProvider("p");',
      'src/providers/p/resources.ts':
        "import { resource, prompt } from './mcp-instance.js'; resource({ name: 'r', uri: 'p://r' }); prompt({ name: 's' });",
    });
    const [{ resources, prompts }] = project.providers as [(typeof project.providers)[number]];
    expect([...resources, ...prompts].map(({ name }) => known(name))).toEqual(['r', 's']);
    expect(project.code.constant(resources[0]!.property('uri')!)).toBe('p://r');
  });

  it.each([
    'const list = [{ name: "a" }, { name: "b" }]; for (const each of list) tool(each);',
    'const list = [{ name: "a" }, { name: "b" }]; list.forEach((each) => tool(each));',
    'const all = { a: { name: "a" }, b: { name: "b" } }; for (const each of Object.values(all)) tool(each);',
    'const all = { a: { name: "a" }, b: { name: "b" } }; Object.values(all).forEach(tool);',
    '[{ name: "a" }, { name: "b" }].map(tool);',
    'const add = tool; add({ name: "a" }); add({ name: "b" });',
  ])('sees each of several: %s', async (text) => {
    const project = await projectOf({
      'src/providers/p/mcp-instance.ts': 'export const { tool } = registerProvider("p");',
      'src/providers/p/tools.ts': `import { tool } from './mcp-instance.js'; ${text}`,
    });
    const [{ tools }] = project.providers as [(typeof project.providers)[number]];
    expect(tools.map(({ name }) => known(name))).toEqual(['a', 'b']);
  });
});
