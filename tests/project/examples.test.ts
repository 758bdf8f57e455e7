import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskFiles } from '../../src/host/disk.js';
import { loadProject } from '../../src/project/load.js';
import { examples, goldenProjects, projectSpec } from '../golden/projects.js';

describe.each(goldenProjects)('the example $name', (golden) => {
  const load = () => loadProject(diskFiles, join(examples, golden.name));

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

  // What may be null is a union in the source, and a list of types in a document.
  const isImported = golden.documents !== undefined;
  it.skipIf(isImported)(
    'has the schemas of its spec, as they are read from the source',
    async () => {
      const { providers, code } = await load();
      const specs = (await projectSpec(golden)).providers;
      expect(providers).toHaveLength(specs.length);
      for (const provider of providers) {
        const wanted = specs.find((each) => each.name === provider.name)?.tools ?? [];
        expect(wanted).toHaveLength(provider.tools.length);
        for (const { name: toolName, input, output } of provider.tools) {
          const spec = wanted.find(
            (each) => toolName.is === 'known' && each.name === toolName.value,
          );
          expect(unescaped(code.jsonSchema(input!))).toEqual(spec?.inputSchema);
          expect(unescaped(output && code.jsonSchema(output))).toEqual(spec?.outputSchema);
        }
      }
    },
  );
});

/** A regular expression shows its slashes escaped; to a JSON Schema both are the same pattern. */
const unescaped = (schema: unknown): unknown =>
  schema === undefined ? undefined : JSON.parse(JSON.stringify(schema).replaceAll('\\\\/', '/'));
