import type { Definition } from '../../model/code.js';
import { basename } from 'node:path/posix';
import { snakeCase } from '../../model/names.js';
import type { Place, SourceFile } from '../../model/project.js';
import { defineRule } from '../define.js';
import { isLiteral } from '../literal.js';
import { withoutEnding } from './parts/specifier.js';

export default defineRule({
  severity: 'error',
  summary:
    'Tools, resources and prompts of a provider have different names; tools also after clients normalize them.',
  why: 'The server does not start with equal names. Clients that normalize names show only one of two similar tools.',
  source: {
    text: 'codex-rs replaces other characters with "_"; VS Code compares in lower case.',
    url: 'https://github.com/openai/codex',
  },
  on: 'provider',
  check({ tools, resources, prompts }, report) {
    for (const [kind, definitions] of [
      ['tools', tools],
      ['resources', resources],
      ['prompts', prompts],
    ] as const) {
      const seen = new Map<string, Named>();
      const named = known(definitions);
      for (const each of named) {
        const { name, at } = each;
        const first = seen.get(sanitised(name));
        seen.set(sanitised(name), first ?? each);
        const before = first?.name;
        if (!first || (before !== name && kind !== 'tools')) continue;
        const fix = kind === 'resources' ? undefined : ofCopy([first, each], named);
        report({
          at,
          message:
            before === name
              ? `Two ${kind} have the name "${name}".`
              : `Some clients use one name for "${before}" and "${name}".`,
          hint:
            fix === undefined ? 'Rename one of them.' : `Rename the other one to "${fix.name}".`,
          ...(fix && { fix: [{ at: fix.at, text: `'${fix.name}'` }] }),
          related: [{ at: first.at, message: 'The other definition is here.' }],
        });
      }
    }
  },
});

interface Named {
  name: string;
  at: Place;
  file: SourceFile;
}

const known = (definitions: readonly Definition[]): Named[] =>
  definitions.flatMap(({ name, file }) =>
    name.is === 'known' ? [{ name: name.value, at: name.at, file }] : [],
  );

/** The name that a copied file stands for, where the other file has the name of both and no third one has this name. */
function ofCopy(pair: readonly Named[], all: readonly Named[]): Named | undefined {
  const copies = pair.map((each) => ({ ...each, name: snakeCase(stemOf(each.file)) }));
  const [copy, another] = copies.filter(({ name }) => !all.some((each) => each.name === name));
  const isSame = pair[0]?.name === pair[1]?.name;
  return copy && !another && isSame && isLiteral(copy.at) ? copy : undefined;
}

const stemOf = ({ logicalPath }: SourceFile) => basename(withoutEnding(logicalPath));

const sanitised = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '_');
