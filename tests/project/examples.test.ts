import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/host/disk.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import type { DataNode } from '../../src/model/project.js';
import { loadProject } from '../../src/project/load.js';

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url));
const projects = readdirSync(EXAMPLES).filter((name) => name !== 'specs');

function plain(node: DataNode | undefined): unknown {
  if (node?.is === 'scalar') return node.value;
  if (node?.is === 'list') return node.items.map(plain);
  return Object.fromEntries((node?.entries ?? []).map(({ key, value }) => [key, plain(value)]));
}

describe.each(projects)('the example %s', (name) => {
  const load = () => loadProject(diskFiles, join(EXAMPLES, name));

  it('is read without complaint', async () => {
    const { files, documents } = await load();
    const problems = [...files.values()].flatMap(({ path, facts }) =>
      facts.syntaxErrors.map(({ message }) => `${path}: ${message}`),
    );
    const inDocuments = documents.all.flatMap((document) =>
      'problems' in document ? document.problems : [],
    );
    expect([problems, inDocuments]).toEqual([[], []]);
  });

  it('has the schemas of its spec, as they are read from the source', async () => {
    const { providers, documents, code } = await load();
    for (const provider of providers) {
      const specs = documents.state?.get('providers', provider.name, 'tools');
      const wanted = plain(specs) as {
        name: string;
        inputSchema: JsonSchemaObject;
        outputSchema?: JsonSchemaObject;
      }[];
      expect(wanted).toHaveLength(provider.tools.length);
      for (const { name: toolName, input, output } of provider.tools) {
        const spec = wanted.find((each) => toolName.is === 'known' && each.name === toolName.value);
        expect(unescaped(code.jsonSchema(input!))).toEqual(spec?.inputSchema);
        expect(unescaped(output && code.jsonSchema(output))).toEqual(spec?.outputSchema);
      }
    }
  });

  it('asks for credentials before every call of its API', async () => {
    const { providers, code } = await load();
    const tools = providers.flatMap((provider) => provider.tools);
    const calls = tools.map(({ run }) =>
      Array.from(code.execution(run!), ({ call }) => code.path(call.value.callee)),
    );
    const calling = calls.filter((names) => names.includes('fetch'));
    expect(calling).not.toEqual([]);
    for (const names of calling) {
      expect(names).toContain('getCredentials');
      expect(names.indexOf('getCredentials')).toBeLessThan(names.indexOf('fetch'));
    }
  });
});

/** A regular expression shows its slashes escaped; to a JSON Schema both are the same pattern. */
const unescaped = (schema: unknown): unknown =>
  schema === undefined ? undefined : JSON.parse(JSON.stringify(schema).replaceAll('\\\\/', '/'));
