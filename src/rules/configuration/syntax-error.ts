import { projectFiles } from '../../clients/entry/project-files.js';
import type { Rule } from '../../model/rule.js';
import { sourceRange } from '../../model/source-range.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';

export default {
  severity: 'error',
  summary: 'Files can be read, and have no syntax errors and no merge conflicts.',
  why: 'Other rules check only the part that could be read, and the project does not build.',
  source: { text: 'The grammars of TypeScript, JSON and YAML.' },
  run({ project }, report) {
    // Other rules have parsed the files that they need.
    project.modulesIn('src');
    const { documents, modules, unreadable } = project.parsed;
    for (const file of unreadable)
      report(
        sourceRange(file),
        `The file cannot be read: ${file.unreadable?.replace(/\.$/, '')}.`,
        'Restore it, or leave it out with "exclude" in ".mcp-provider.json".',
      );
    for (const parsedFile of [...documents, ...modules]) {
      const { file } = parsedFile;
      if (unreadable.has(file)) continue;
      const looseParts =
        'looseness' in parsedFile && !hasComments(file.path) ? parsedFile.looseness : [];
      const [first] = [...parsedFile.errors, ...looseParts];
      const conflict = /^<{7} .*$/m.exec(file.text);
      if (first && conflict)
        report(
          sourceRange(file, conflict.index, conflict.index + conflict[0].length),
          'A merge conflict is not resolved.',
          'Keep one of the two versions, and remove the marks.',
        );
      else if (first)
        report(
          first.at,
          `The file cannot be read: ${first.message.replace(/\.$/, '')}.`,
          'Correct the syntax.',
        );
    }
  },
  examples: {
    pass: [
      {
        [TOOL]: [
          "import * as z from 'zod';",
          "import * as z from 'zod';\n// <<<<<<< is no conflict",
        ],
      },
    ],
    fail: [
      [
        {
          [TOOL]: [
            "import * as z from 'zod';",
            "‹<<<<<<< HEAD›\nimport * as z from 'zod';\n=======\n>>>>>>> main",
          ],
        },
        'A merge conflict is not resolved.',
      ],
      [
        { 'package.json': '{ "name": "weather-mcp", ‹}›\n' },
        'The file cannot be read: Property name expected.',
      ],
    ],
  },
} satisfies Rule;

/** Returns whether the programs that read a JSON file accept comments and trailing commas. */
const hasComments = (path: string): boolean =>
  projectFiles().get(path)?.hasComments ?? /(^|\/)[jt]sconfig[\w.-]*\.json$|\.jsonc$/.test(path);
