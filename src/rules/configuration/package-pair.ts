import type { ProjectModel } from '../../model/project.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { declaredPackages } from './packages/declared.js';
import { checkLines } from './packages/lines.js';
import { RUNTIME, V1, V2 } from './packages/names.js';
import { checkRelease } from './packages/release.js';
import { checkZod } from './packages/zod.js';

export default defineRule({
  severity: 'error',
  summary: 'The versions of mcp-provider, create-mcp-provider, the MCP SDK and zod work together.',
  why: 'With another zod, tools have no arguments or fail. With another checker, the rules describe another runtime.',
  source: {
    text: 'modelcontextprotocol/typescript-sdk issues 906 and 925.',
    url: 'https://github.com/modelcontextprotocol/typescript-sdk/issues/906',
  },
  on: 'project',
  check(project, report) {
    const declared = declaredPackages(project.documents.packageJson);
    checkRelease(declared, project.documents, report);
    checkZod(declared, project.documents, report);
    checkSdks(project, report);
    checkLines(project, report);
  },
});

function checkSdks({ documents, files }: ProjectModel, report: Report): void {
  const { packageJson } = documents;
  const production = new Set(packageJson?.entries('dependencies').map(({ value }) => value.start));
  const [runtime, v1, v2] = [RUNTIME, V1, V2].map((name) =>
    declaredPackages(packageJson).find(
      (each) => each.name === name && production.has(each.at.start),
    ),
  );
  const current = runtime ?? v2;
  if (current && !v1) {
    for (const file of files.values()) {
      const old = file.facts.imports.find(({ specifier }) => specifier === 'zod/v3');
      if (!old || old.typeOnly || file.test) continue;
      report({
        at: file.at(old.from),
        message: `Schemas of "zod/v3" do not work with "${current.name}" ${current.text}.`,
        hint: 'Import from "zod".',
        fix: [{ at: file.at({ start: old.from.start + 1, end: old.from.end - 1 }), text: 'zod' }],
      });
    }
  }
  if (v1 && v2) {
    report({
      at: v1.at,
      message: `Two server SDKs are installed, "${V1}" and "${V2}".`,
      hint: 'Remove the SDK that the server does not import.',
    });
  }
}
