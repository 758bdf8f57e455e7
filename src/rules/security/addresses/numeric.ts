import type { Declaration } from '../../../model/facts.js';
import type { ProviderModel } from '../../../model/project.js';

/** Arguments that are numbers, where the functions of tools take them out of their first parameter. */
export function numericArguments({ tools }: ProviderModel): ReadonlySet<Declaration> {
  const found = new Set<Declaration>();
  for (const { run, input } of tools) {
    const numbers = (input?.properties ?? [])
      .filter(({ schema }) => /^(number|integer)$/.test(String(schema.keywords.type)))
      .map(({ name }) => name);
    for (const declared of run?.file.facts.declarations ?? []) {
      const [key = '', ...inner] = declared.path;
      const isTaken = declared.kind === 'parameter' && declared.parameter === 0;
      if (!isTaken || inner.length > 0 || !numbers.includes(key)) continue;
      if (run?.file.facts.functions[declared.within] === run?.function) found.add(declared);
    }
  }
  return found;
}
