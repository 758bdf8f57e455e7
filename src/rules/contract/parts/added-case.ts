import { kindOf } from '../../../kinds/kind-of.js';
import type { ToolDefinition } from '../../../model/code.js';
import type { ProviderModel } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { literal } from '../../../source/print/literal.js';
import { textAt } from '../../configuration/documents/scalars.js';
import { insertion, lineEnd } from '../../insertion.js';
import { testsIn } from './test-cases.js';
import { toolSpec } from './tool-spec.js';

/**
 * Adds a case for a tool to the tests of its provider, as `add-tool` writes it. Undefined where its request cannot be
 * read from its code, or where the tests have no table for it.
 */
export function addedCase(tool: ToolDefinition, provider: ProviderModel): Change | undefined {
  const { project, name } = provider;
  const { code, documents, files } = project;
  const kind = kindOf(textAt(documents.config, 'providers', name, 'kind')?.text);
  const spec = toolSpec(tool, provider);
  const [test, another] = testsIn(files).filter((each) => each.provider === name);
  const given = test && !another ? code.argument(test.call, '2.tools') : undefined;
  const tools = given && code.resolve(given);
  const row = spec && kind.test.toolCase(spec);
  if (!row || tools?.value.is !== 'object') return undefined;
  const { file, value } = tools;
  const names = provider.tools.map((each) => (each.name.is === 'known' ? each.name.value : ''));
  // A case of another name may be the one that is missed: "configuration/lost-tool" reports it.
  const isStale = value.entries.some((each) => each.is === 'spread' || !names.includes(each.key));
  const last = value.entries.at(-1);
  if (!last || isStale) return undefined;
  const isCommented = file.facts.comments.some(
    (each) => each.start >= last.start && each.end < value.end,
  );
  const comma = isCommented ? null : /,\s*$/.exec(file.text.slice(last.start, value.end - 1));
  const [indent] = /^[ \t]*/.exec(lineOf(file.text, last.start)) ?? [''];
  const text = `\n${indent}${spec.name}: ${literal(row, `${indent}${spec.name}: `)},`;
  return comma
    ? insertion(file, last.start + comma.index + 1, text.replaceAll('\n', lineEnd(file)))
    : undefined;
}

const lineOf = (text: string, position: number) =>
  text.slice(text.lastIndexOf('\n', position - 1) + 1);
