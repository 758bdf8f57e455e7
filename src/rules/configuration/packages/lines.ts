import type { ProjectModel } from '../../../model/project.js';
import type { Report } from '../../../model/rule.js';

/** Entries of the runtime for the two lines of the SDK. */
const TWINS: readonly (readonly [v2: string, v1: string])[] = [
  ['mcp-provider', 'mcp-provider/v1'],
  ['mcp-provider/server', 'mcp-provider/v1/server'],
];

/** Reports imports of the line of the SDK that no provider is defined with. */
export function checkLines({ providers, files }: ProjectModel, report: Report): void {
  const used = new Set(
    providers.flatMap((provider) =>
      (provider.file('mcp-instance')?.facts.imports ?? []).flatMap(({ specifier, names }) =>
        names.some(({ imported }) => imported === 'defineProvider') ? [specifier] : [],
      ),
    ),
  );
  const [entry, another] = used;
  const line = TWINS[0]?.findIndex((each) => each === entry) ?? -1;
  if (line < 0 || another !== undefined) return;
  for (const file of files.values()) {
    for (const { specifier, from, typeOnly } of file.facts.imports) {
      const [...twins] = TWINS.find((each) => each[1 - line] === specifier) ?? [];
      const own = twins[line];
      if (own === undefined || typeOnly || file.test) continue;
      report({
        at: file.at(from),
        message: `The providers are defined with "${entry}", which does not work with "${specifier}".`,
        hint: `Import from "${own}".`,
        fix: [{ at: file.at({ start: from.start + 1, end: from.end - 1 }), text: own }],
      });
    }
  }
}
