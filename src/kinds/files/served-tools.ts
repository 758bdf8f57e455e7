import { CHANGE_TOOLS, fileTemplate, READ_TOOLS } from '../../../runtime/src/files/tool-texts.js';
import type { DescribedTool, ServedDefinitions } from '../../model/kind.js';
import type { Provider } from '../../model/project.js';

/** Returns the tools that `serveFiles` registers. */
export function servedByFiles({ name, modules }: Provider): ServedDefinitions {
  const calls = modules
    .filter(({ text }) => /\bserveFiles\b|\breadOnly\b/.test(text))
    .flatMap((module) => module.calls.map((call) => ({ module, call })));
  const serving = calls.find(({ call }) => /(^|\.)serveFiles$/.test(call.callee))?.module;
  if (!serving) return { file: '', tools: [], resources: [], prompts: [] };
  const readOnly = calls.some(({ call }) =>
    call.arguments.some(({ members }) => members.get('readOnly')?.value === true),
  );
  const { uri, ...template } = fileTemplate(name);
  return {
    file: serving.path,
    tools: servedTools({ readOnly }),
    resources: [{ ...template, uriTemplate: uri }],
    prompts: [],
  };
}

/** Returns the tools of a provider of files; read-only ones have no tools that change files. */
export const servedTools = ({ readOnly = false }: { readOnly?: boolean }): DescribedTool[] =>
  Object.entries(readOnly ? READ_TOOLS : { ...READ_TOOLS, ...CHANGE_TOOLS }).map(
    ([name, tool]) => ({
      name,
      ...tool,
      ...(name === 'delete_file' && { confirm: 'Delete {name}?' }),
      ...(name === 'write_file' && { asks: 'asks before it replaces' }),
    }),
  );
