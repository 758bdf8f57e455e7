import type { CallValue, ObjectEntry, Value } from '../../../model/facts.js';
import type { ProviderModel, SourceFile } from '../../../model/project.js';
import type { Change } from '../../../model/rule.js';
import { lineAround } from '../../configuration/documents/lost.js';
import { importing } from '../../importing.js';
import { lineEnd } from '../../insertion.js';
import { specifierIn, withoutEnding } from './specifier.js';

const KEYS: Readonly<Record<string, string>> = { inputSchema: 'input', outputSchema: 'output' };

/**
 * `server.registerTool('a', { inputSchema: input.shape }, load)` of the MCP SDK as `tool({ name: 'a', input, run: load })` of
 * the provider, without the server where nothing else uses it. Undefined where the function is not one of the provider's
 * API: others return results of the protocol. Undefined, too, where a comment would be lost.
 */
export function registeredTool(
  { callee, arguments: given, start, end }: CallValue,
  file: SourceFile,
  provider: ProviderModel,
): readonly Change[] | undefined {
  const { directory, project } = provider;
  const [name, config, run, another] = given;
  const instance = provider.file('mcp-instance');
  if (callee.is !== 'member' || callee.name !== 'registerTool' || another || !instance) return;
  if (name?.is !== 'string' || config?.is !== 'object' || run?.is !== 'name') return;
  const { comments, declarations, reads, imports } = file.facts;
  if (comments.some((each) => start < each.start && each.end < end)) return;
  const { import: source } = declarations[run.declaration] ?? {};
  const target = source && project.modules.resolve(file, source.specifier);
  const isApi = target?.is === 'file' && target.file.logicalPath.startsWith(`${directory}/api/`);
  if (!isApi || declarations.some((each) => each.name === 'tool')) return;
  const members = config.entries.map((each) =>
    each.is === 'entry' ? member(each, file) : undefined,
  );
  if (members.includes(undefined)) return;
  const text = ({ start, end }: Value) => file.text.slice(start, end);
  const lines = [`name: ${text(name)}`, ...members, `run: ${run.name}`];
  const own = specifierIn(file, withoutEnding(instance.logicalPath), project);
  const definition = ['tool({', ...lines.map((line) => `  ${line},`), '})'].join(lineEnd(file));
  return [
    { at: file.at({ start, end }), text: definition },
    importing('tool', own, file),
    ...withoutServer(callee.object),
  ];

  /** The statement that makes the server, and the import of its class, where they have no other use. */
  function withoutServer(server: Value): Change[] {
    const made = server.is === 'name' ? declarations[server.declaration] : undefined;
    const { init } = made ?? {};
    if (init?.is !== 'call' || init.callee.is !== 'name' || !made) return [];
    const { callee: type } = init;
    const line = file.text.lastIndexOf('\n', made.start) + 1;
    const isAlone =
      /^const $/.test(file.text.slice(line, made.start)) &&
      /^;?[ \t]*\r?\n/.test(file.text.slice(init.end));
    const used = (declaration: number) =>
      reads.filter((each) => each.declaration === declaration).length;
    const fact = imports.find(
      ({ names: [first, second] }) => first?.local === type.name && !second,
    );
    if (!isAlone || used(declarations.indexOf(made)) !== 1) return [];
    const spans = [
      { start: line, end: init.end },
      ...(fact && used(type.declaration) === 1 ? [fact] : []),
    ];
    return spans.map((span) => ({ at: file.at(lineAround(file.text, span)), text: '' }));
  }
}

/** `inputSchema: input.shape` → `input` */
function member({ key, value, ...at }: ObjectEntry, { text }: SourceFile): string | undefined {
  if (key === '*' || !/^[\w$]+$/.test(text.slice(at.start, at.end))) return undefined;
  const name = KEYS[key] ?? key;
  const isShape = name !== key && value.is === 'member' && value.name === 'shape';
  const { start, end } = isShape ? value.object : value;
  const words = text.slice(start, end);
  return name === words ? name : `${name}: ${words}`;
}
