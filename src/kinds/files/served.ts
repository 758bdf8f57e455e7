import { CHANGING, fileTemplate, READING } from '../../../runtime/src/files/served.js';
import type { DescribedTool, Served } from '../../model/kind.js';
import type { ProviderModel } from '../../model/project.js';

/** What `serveFiles` registers. */
export function served({ name, project: { code }, files }: ProviderModel): Served {
  const calls = files
    .filter(({ text }) => /\bserveFiles\b|\breadOnly\b/.test(text))
    .flatMap((file) => file.facts.calls.map((value) => ({ file, value })))
    .map((call) => ({ call, fact: code.runtime({ ...call, value: call.value.callee }) }));
  const serving = calls.find(({ fact }) => fact?.serves === 'files')?.call.file;
  if (!serving) return { file: '', tools: [], resources: [], prompts: [] };
  const readOnly = calls.some(({ call, fact }) => {
    const argument = fact?.readOnly === undefined ? undefined : code.argument(call, fact.readOnly);
    return argument !== undefined && code.constant(argument) === true;
  });
  const { uri, ...template } = fileTemplate(name);
  return {
    file: serving.logicalPath,
    tools: servedTools({ readOnly }),
    resources: [{ ...template, uriTemplate: uri }],
    prompts: [],
  };
}

/** Those that change files are absent where files are read-only. */
export const servedTools = ({ readOnly = false }: { readOnly?: boolean }): DescribedTool[] =>
  Object.entries(readOnly ? READING : { ...READING, ...CHANGING }).map(([name, tool]) => ({
    name,
    ...tool,
  }));
